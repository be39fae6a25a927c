-- The newest period of each series, where the file gives it, and what stood in the period right before it.
CREATE TABLE latest AS
WITH top AS (
    SELECT s, any_value(i) AS i, max(t) AS t, any_value(k.months) AS months, any_value(k.better) AS better
    FROM timeline AS n INNER JOIN indicators AS k ON k.k = n.i
    GROUP BY s
),
pairs AS (
    SELECT
        n.s, n.i, n.t, n.better, p."row", p.slice, p.actual, p.target, p.t = n.t AS is_newest
    FROM timeline AS p
    INNER JOIN top AS n ON n.s = p.s AND (n.t = p.t OR n.t - n.months = p.t)
)
SELECT
    a.s, a.i, a.t, a."row", a.slice, a.actual, a.target, a.better, b.actual AS before
FROM pairs AS a
INNER JOIN pairs AS b ON b.s = a.s AND a.is_newest AND NOT b.is_newest
WHERE a."row" IS NOT NULL
