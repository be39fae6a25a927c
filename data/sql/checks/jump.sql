-- Changes far beyond the usual ones of the same series: six robust deviations from the median change. Amounts that
-- accumulate inside a year are compared with the same months a year before. A return from a spike is no jump.
-- `timeline` stands in order of series and time, so that a lag needs no sorting; medians are taken only for series whose
-- largest change stands out from the mean one.
WITH values AS (
    SELECT v.s, v.t, v."row", v.slice, v.actual, i.accumulation = 'cumulative' AS yearly, i.months
    FROM timeline AS v JOIN indicators AS i ON i.k = v.i
    WHERE v.actual IS NOT NULL
),
neighbours AS (
    SELECT
        *,
        lag((s, t, actual)) OVER () AS one, lag((s, t, actual), 2) OVER () AS two,
        lag((s, t, actual), 4) OVER () AS four, lag((s, t, actual), 12) OVER () AS twelve
    FROM values
),
compared AS (
    SELECT
        s, "row", slice, actual,
        CASE
            WHEN NOT yearly OR months = 12 THEN CASE WHEN one[1] = s THEN one[3] END
            WHEN months = 1 AND twelve[1] = s AND twelve[2] = t - 12 THEN twelve[3]
            WHEN months = 3 AND four[1] = s AND four[2] = t - 12 THEN four[3]
            WHEN months = 6 AND two[1] = s AND two[2] = t - 12 THEN two[3]
        END AS before,
        CASE WHEN NOT yearly AND two[1] = s THEN two[3] END AS earlier
    FROM neighbours
),
steps AS (
    SELECT *, actual - before AS change FROM compared
),
suspects AS (
    SELECT s, avg(abs(actual)) AS size
    FROM steps GROUP BY s
    HAVING count(change) >= 6
        AND max(abs(change)) > CASE WHEN count(change) < 10 THEN 2.2 WHEN count(change) < 20 THEN 3.2 ELSE 4 END
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
