-- One row per indicator in the file: what the checks on places and rounded values ask first, so that they read the rows only where needed.
CREATE VIEW profile AS
SELECT
    p.i, p.regions > 1 AND NOT k.by_region AS is_by_region,
    p.round_values >= 8 AND p.round_values >= 0.5 * p.n AS is_rounded
FROM (
    SELECT
        i, max(r) AS regions,
        count(actual) AS n, count_if(actual % 5 = 0) AS round_values
    FROM staged GROUP BY i
) AS p
INNER JOIN indicators AS k ON k.k = p.i
