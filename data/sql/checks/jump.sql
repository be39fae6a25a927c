-- Changes far beyond the usual ones of the same series: six robust deviations from the median change. Amounts that
-- accumulate inside a year are compared with the same month a year before. A return from a spike is no jump.
WITH steps AS (
    SELECT
        *, actual - lag(actual) OVER w AS change, lag(actual) OVER w AS before, lag(actual, 2) OVER w AS earlier
    FROM timeline
    WINDOW w AS (PARTITION BY a, u, i, r, season ORDER BY t)
),
usual AS (
    SELECT a, u, i, r, season, median(change) AS middle, mad(change) AS spread, median(abs(actual)) AS size
    FROM steps GROUP BY a, u, i, r, season HAVING count(change) >= 6
)
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, shown(round(s.before + u.middle, 4)) AS expected,
    shown(s.before) AS detail
FROM steps AS s
JOIN usual AS u USING (a, u, i, r, season)
WHERE s."row" IS NOT NULL
    AND abs(s.change - u.middle) > 6 * 1.4826 * greatest(u.spread, 0.005 * u.size)
    AND NOT coalesce(abs(s.actual - s.earlier - 2 * u.middle) <= 6 * 1.4826 * greatest(u.spread, 0.005 * u.size), false)
