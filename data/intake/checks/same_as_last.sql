-- The newest actual of a series in the file stood in the two periods before as well, or that of most regions is the one of
-- the period before. Only values by which a repetition can be told: fractions and large numbers that are not round, of
-- series that know other values; an amount that accumulates may stand still.
WITH telling AS (
    SELECT l.*, i.months, l.actual = l.before AS is_same
    FROM latest AS l INNER JOIN indicators AS i ON i.k = l.i
    WHERE (l.actual <> round(l.actual) OR (abs(l.actual) >= 200 AND l.actual % 10 <> 0))
        AND l.s IN (SELECT s FROM timeline GROUP BY s HAVING count(DISTINCT actual) > 1)
),
copied AS (
    SELECT i, t FROM telling WHERE is_same IS NOT NULL
    GROUP BY i, t HAVING count(*) >= 5 AND count_if(is_same) >= 0.6 * count(*)
)
SELECT
    l."row", l.slice, 'realisasi' AS role, shown(l.actual) AS found, NULL AS expected,
    dated(l.before, l.t - l.months, l.months) AS detail
FROM telling AS l
LEFT JOIN copied AS c USING (i, t)
LEFT JOIN timeline AS e ON e.s = l.s AND e.t = l.t - 2 * l.months AND e.actual = l.actual AND e.cycle = 0
WHERE l.is_same AND (c.i IS NOT NULL OR e.s IS NOT NULL)
