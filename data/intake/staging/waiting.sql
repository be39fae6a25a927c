-- Observations that a warning keeps out until its reason is given. One that says what is published changes nothing, and
-- waits for the rules that doubt something else than the number.
CREATE OR REPLACE TABLE waiting AS
WITH unchanged AS (
    SELECT s."row", s.slice
    FROM staged AS s
    INNER JOIN past AS p ON p.s = s.s AND p.t = s.t
        AND p.actual IS NOT DISTINCT FROM s.actual AND p.target IS NOT DISTINCT FROM s.target
)
SELECT e."row", e.slice, list(DISTINCT e.rule) AS rules
FROM explained AS e
LEFT JOIN unchanged AS u ON u."row" = e."row" AND u.slice = e.slice
WHERE e.needed AND e.reason IS NULL AND (e.unchanged OR u."row" IS NULL)
GROUP BY ALL
