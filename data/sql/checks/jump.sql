-- Changes far beyond the usual ones of the same series: six robust deviations from the median change. Amounts that
-- accumulate inside a year (`cycle` is their months a report) are compared with the same months a year before. A return from a spike is no jump.
-- `timeline` stands in order of series and time, so that a lag needs no sorting; medians are taken only for series whose
-- largest change stands out from the mean one.
WITH values AS (
    SELECT s, t, "row", slice, actual, cycle FROM timeline WHERE actual IS NOT NULL
),
points AS (
    SELECT
        s, "row", slice, actual, lag(s) OVER () AS last_s, lag(actual) OVER () AS last_actual,
        lag(s, 2) OVER () AS earlier_s, lag(actual, 2) OVER () AS earlier_actual
    FROM values WHERE cycle = 0
),
sums AS (
    SELECT
        s, t, "row", slice, actual, cycle, s * 65536 + t - 12 AS wanted,
        lag(s * 65536 + t, 2) OVER () AS two, lag(actual, 2) OVER () AS two_actual,
        lag(s * 65536 + t, 4) OVER () AS four, lag(actual, 4) OVER () AS four_actual,
        lag(s * 65536 + t, 12) OVER () AS twelve, lag(actual, 12) OVER () AS twelve_actual
    FROM values WHERE cycle > 0
),
compared AS (
    SELECT
        s, "row", slice, actual, CASE WHEN last_s = s THEN last_actual END AS before,
        CASE WHEN earlier_s = s THEN earlier_actual END AS earlier
    FROM points
    UNION ALL
    SELECT
        s, "row", slice, actual,
        CASE
            WHEN cycle = 1 AND twelve = wanted THEN twelve_actual
            WHEN cycle = 3 AND four = wanted THEN four_actual
            WHEN cycle = 6 AND two = wanted THEN two_actual
        END,
        NULL
    FROM sums
),
steps AS (
    SELECT *, actual - before AS change FROM compared
),
suspects AS (
    SELECT s, avg(abs(actual)) AS size
    FROM steps GROUP BY s
    HAVING count(change) >= 6
        AND max(abs(change)) > CASE WHEN count(change) < 10 THEN 2 WHEN count(change) < 20 THEN 2.5 ELSE 3.5 END
            * avg(abs(change))
),
usual AS (
    SELECT s, median(change) AS middle, mad(change) AS spread, any_value(size) AS size
    FROM steps JOIN suspects USING (s) GROUP BY s
)
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, shown(round(s.before + u.middle, 4)) AS expected,
    shown(s.before) AS detail
FROM steps AS s
JOIN usual AS u USING (s)
WHERE s."row" IS NOT NULL
    AND abs(s.change - u.middle) > 6 * 1.4826 * greatest(u.spread, 0.005 * u.size)
    AND NOT coalesce(abs(s.actual - s.earlier - 2 * u.middle) <= 6 * 1.4826 * greatest(u.spread, 0.005 * u.size), false)
