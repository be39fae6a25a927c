-- The province's own value against the sum of its 23 regencies, for amounts that add up.
WITH parts AS (
    SELECT s.a, s.u, s.i, s.t, sum(s.actual) AS total
    FROM staged AS s INNER JOIN indicators AS i ON i.k = s.i AND i.region_aggregation = 'sum'
    WHERE s.r > 1 AND s.actual IS NOT NULL
    GROUP BY s.a, s.u, s.i, s.t HAVING count(DISTINCT s.r) = 23
)
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, shown(p.total) AS expected, f.id AS detail
FROM staged AS s
INNER JOIN parts AS p USING (a, u, i, t)
INNER JOIN indicators AS i ON i.k = s.i
INNER JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
WHERE s.r = 1 AND abs(s.actual - p.total) > 0.005 * greatest(abs(s.actual), abs(p.total))
