-- The newest actual of a series in the file equals the one of the period right before.
WITH newest AS (
    SELECT a, u, i, r, arg_max(actual, t) AS actual, max(t) AS t FROM timeline WHERE "row" IS NOT NULL GROUP BY a, u, i, r
)
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, NULL AS expected, shown(b.actual) AS detail
FROM newest AS n
JOIN indicators AS i ON i.k = n.i
JOIN timeline AS s ON (s.a, s.u, s.i, s.r, s.t) = (n.a, n.u, n.i, n.r, n.t) AND s."row" IS NOT NULL
JOIN timeline AS b ON (b.a, b.u, b.i, b.r, b.t) = (n.a, n.u, n.i, n.r, n.t - i.months)
WHERE b.actual = n.actual AND n.actual NOT IN (0, 100)
