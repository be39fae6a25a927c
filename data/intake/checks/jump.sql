-- Changes far beyond the usual ones of the same series: six robust deviations (ten where only four or five changes are
-- known) from the median change, and more than chance makes: three roots of a count, a hundredth of a short range. Amounts that
-- accumulate inside a year (`cycle` is their months a report) are compared with the same months a year before. A return from a spike is no jump.
-- `timeline` stands in order of series and time, so that a lag needs no sorting; medians are taken only for series whose
-- largest change stands out from the mean one.
WITH values AS (
    SELECT s, i, t, "row", slice, actual, cycle FROM timeline WHERE actual IS NOT NULL
),
points AS (
    SELECT
        s, i, "row", slice, actual, lag(s) OVER () AS last_s, lag(actual) OVER () AS last_actual,
        lag(s, 2) OVER () AS earlier_s, lag(actual, 2) OVER () AS earlier_actual
    FROM values WHERE cycle = 0
),
sums AS (
    SELECT
        s, i, t, "row", slice, actual, cycle, s * 65536 + t - 12 AS wanted,
        lag(s * 65536 + t, 2) OVER () AS two, lag(actual, 2) OVER () AS two_actual,
        lag(s * 65536 + t, 4) OVER () AS four, lag(actual, 4) OVER () AS four_actual,
        lag(s * 65536 + t, 12) OVER () AS twelve, lag(actual, 12) OVER () AS twelve_actual
    FROM values WHERE cycle > 0
),
compared AS (
    SELECT
        s, i, "row", slice, actual, CASE WHEN last_s = s THEN last_actual END AS before,
        CASE WHEN earlier_s = s THEN earlier_actual END AS earlier
    FROM points
    UNION ALL
    SELECT
        s, i, "row", slice, actual,
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
    HAVING count(change) >= 4
        AND max(abs(change)) > CASE WHEN count(change) < 10 THEN 2 WHEN count(change) < 20 THEN 2.5 ELSE 3.5 END
            * avg(abs(change))
),
usual AS (
    SELECT s, median(change) AS middle, mad(change) AS spread, any_value(size) AS size, count(change) AS n
    FROM steps JOIN suspects USING (s) GROUP BY s
),
limits AS (
    SELECT
        p."row", p.slice, p.actual, p.before, p.earlier, p.change, u.middle,
        greatest(
            CASE WHEN u.n < 6 THEN 10 ELSE 6 END * 1.4826 * greatest(u.spread, 0.005 * u.size),
            CASE
                WHEN i.decimals = 0 THEN 3 * sqrt(greatest(abs(p.actual), abs(p.before), 1))
                WHEN i.maximum - i.minimum <= 100 THEN 0.01 * (i.maximum - i.minimum)
                ELSE 5 * 0.1 ** i.decimals
            END
        ) AS most
    FROM steps AS p
    JOIN usual AS u USING (s)
    JOIN indicators AS i ON i.k = p.i
    WHERE p."row" IS NOT NULL
)
SELECT
    "row", slice, 'realisasi' AS role, shown(actual) AS found, shown(round(before + middle, 4)) AS expected,
    shown(before) AS detail
FROM limits
WHERE abs(change - middle) > most AND NOT coalesce(abs(actual - earlier - 2 * middle) <= most, false)
