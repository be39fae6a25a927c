-- Observations that a warning keeps out until its reason is given; one that says what is published changes nothing.
CREATE TABLE waiting AS
WITH unchanged AS (
    SELECT s."row", s.slice
    FROM staged AS s
    INNER JOIN past AS p ON p.s = s.s AND p.t = s.t
        AND p.actual IS NOT DISTINCT FROM s.actual AND p.target IS NOT DISTINCT FROM s.target
)
SELECT "row", slice, list(DISTINCT rule) AS rules
FROM explained
ANTI JOIN unchanged USING ("row", slice)
WHERE needed AND reason IS NULL
GROUP BY ALL
