-- Indicators of which some series has a change beyond its usual ones: where values may be far from what is expected.
CREATE TABLE suspects AS
WITH near AS (
    SELECT s, i, cycle, actual, CASE WHEN lag(s) OVER () = s AND cycle = 0 THEN lag(actual) OVER () END AS before
    FROM timeline WHERE actual IS NOT NULL
    UNION ALL
    SELECT a.s, a.i, a.cycle, a.actual, b.actual FROM timeline AS a INNER JOIN timeline AS b ON b.s = a.s AND b.t = a.t - 12
    WHERE a.cycle > 0 AND a.actual IS NOT NULL AND b.actual IS NOT NULL
)
SELECT DISTINCT i FROM (
    SELECT
        i, count(before) AS n, min(actual) < 0 AS is_signed,
        max(CASE WHEN actual > 0 AND before > 0 THEN abs(ln(actual / before)) WHEN actual <> before THEN 3 ELSE 0 END)
            AS most,
        avg(CASE WHEN actual > 0 AND before > 0 THEN abs(ln(actual / before)) WHEN actual <> before THEN 3
            WHEN before IS NOT NULL THEN 0 END) AS usual
    FROM near GROUP BY s, i
)
WHERE is_signed OR (most > 0.15 AND (n < 8 OR most > usual * CASE WHEN n < 20 THEN 2.2 WHEN n < 40 THEN 3.4 ELSE 4.2 END))
