-- The newest target of a series in the file is weaker, by more than a tenth and more than chance makes of small numbers,
-- than each of the last three actuals before; point values only. A target shared by several regions is not
-- made for one.
WITH own AS (
    SELECT l.*, k.better, k.months FROM latest AS l
    INNER JOIN indicators AS k ON k.k = l.i AND k.accumulation = 'point' AND k.better IN ('higher', 'lower')
    WHERE l.target IS NOT NULL
    QUALIFY count(*) OVER (PARTITION BY l.i, l.t, l.target) < 3
),
behind AS (
    SELECT
        o."row", o.slice, o.i, o.target, o.before,
        CASE WHEN any_value(o.better) = 'higher' THEN min(p.actual) - any_value(o.target)
            ELSE any_value(o.target) - max(p.actual) END AS weaker
    FROM own AS o
    INNER JOIN timeline AS p ON p.s = o.s AND p.t BETWEEN o.t - 3 * o.months AND o.t - 1 AND p.actual IS NOT NULL
    GROUP BY o."row", o.slice, o.i, o.target, o.before
)
SELECT b."row", b.slice, 'target' AS role, shown(b.target) AS found, shown(b.before) AS expected, i.code AS detail
FROM behind AS b INNER JOIN indicators AS i ON i.k = b.i
WHERE b.weaker > greatest(
    0.1 * abs(b.before), CASE WHEN i.decimals = 0 THEN 3 * sqrt(greatest(abs(b.before), 1)) ELSE 0 END
)
