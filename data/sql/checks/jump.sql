-- Changes far beyond the usual ones of the same series: six robust deviations from the median change. Amounts that
-- accumulate inside a year are compared with the same month a year before. A return from a spike is no jump.
-- `timeline` stands in order of series and time, so that a lag needs no sorting.
WITH values AS (
    SELECT s, season, "row", slice, actual FROM timeline WHERE actual IS NOT NULL
),
neighbours AS (
    SELECT
        *, lag(s * 16 + season) OVER () AS last_key, lag(actual) OVER () AS last_actual,
        lag(s * 16 + season, 2) OVER () AS earlier_key, lag(actual, 2) OVER () AS earlier_actual
    FROM values
),
steps AS (
    SELECT
        s, season, "row", slice, actual,
        CASE WHEN last_key = s * 16 + season THEN last_actual END AS before,
        CASE WHEN earlier_key = s * 16 + season THEN earlier_actual END AS earlier,
        actual - before AS change
    FROM neighbours
),
usual AS (
    SELECT s, season, median(change) AS middle, mad(change) AS spread, avg(abs(actual)) AS size
    FROM steps GROUP BY s, season HAVING count(change) >= 6
)
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, shown(round(s.before + u.middle, 4)) AS expected,
    shown(s.before) AS detail
FROM steps AS s
JOIN usual AS u USING (s, season)
WHERE s."row" IS NOT NULL
    AND abs(s.change - u.middle) > 6 * 1.4826 * greatest(u.spread, 0.005 * u.size)
    AND NOT coalesce(abs(s.actual - s.earlier - 2 * u.middle) <= 6 * 1.4826 * greatest(u.spread, 0.005 * u.size), false)
