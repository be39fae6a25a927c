-- The newest target of a series in the file is weaker than the actual of the period before; point values only.
WITH newest AS (
    SELECT a, u, i, r, max(t) AS t FROM staged WHERE target IS NOT NULL GROUP BY a, u, i, r
)
SELECT
    s."row", s.slice, 'target' AS role, shown(s.target) AS found, shown(b.actual) AS expected, f.id AS detail
FROM newest AS n
JOIN indicators AS i ON i.k = n.i AND i.accumulation = 'point'
JOIN staged AS s ON (s.a, s.u, s.i, s.r, s.t) = (n.a, n.u, n.i, n.r, n.t)
JOIN timeline AS b ON (b.a, b.u, b.i, b.r, b.t) = (n.a, n.u, n.i, n.r, n.t - i.months)
JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
WHERE (i.better = 'higher' AND s.target < b.actual) OR (i.better = 'lower' AND s.target > b.actual)
