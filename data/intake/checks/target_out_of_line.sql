-- Targets off by a factor of four and more (eight where the series has it more than once, as after a decision) from the
-- other targets of their series (the same period a year before of what accumulates), or, where no other is known, from its
-- actuals; beyond what these vary by themselves.
WITH given AS (
    SELECT *, ln(target) AS y, count(*) OVER (PARTITION BY s, target) AS times FROM timeline WHERE target > 0
),
grounds AS (
    SELECT s, median(y) AS y, greatest(ln(4), 9 * mad(y)) AS most FROM given
    WHERE cycle = 0 GROUP BY s HAVING count(*) >= 3
),
actuals AS (
    SELECT s, median(ln(actual)) AS y, greatest(ln(5), 9 * mad(ln(actual))) AS most FROM timeline
    WHERE cycle = 0 AND actual > 0 AND s NOT IN (SELECT s FROM grounds)
    GROUP BY s HAVING count(*) >= 3
),
known AS (
    FROM grounds
    UNION ALL
    FROM actuals
),
compared AS (
    SELECT g."row", g.slice, g.i, g.target, g.y - k.y AS beyond, greatest(k.most, ln(8) * (g.times > 1)::INTEGER) AS most,
        exp(k.y) AS usual
    FROM given AS g INNER JOIN known AS k USING (s)
    UNION ALL
    SELECT g."row", g.slice, g.i, g.target, g.y - b.y, ln(4), b.target
    FROM given AS g INNER JOIN given AS b ON b.s = g.s AND b.t = g.t - 12 AND g.cycle > 0
)
SELECT c."row", c.slice, 'target' AS role, shown(c.target) AS found, shown(round(c.usual, i.decimals)) AS expected, NULL AS detail
FROM compared AS c INNER JOIN indicators AS i ON i.k = c.i
WHERE c."row" IS NOT NULL AND abs(c.beyond) > c.most
    AND abs(c.target - c.usual) > CASE WHEN i.decimals = 0 THEN 4 * sqrt(greatest(c.target, c.usual)) ELSE 0 END
