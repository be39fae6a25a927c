-- Values far from what their own series leads one to expect. They are compared on a scale that is even near zero and
-- logarithmic above (even throughout where values may be negative): with the same period a year before, where that is
-- steadier and for amounts that accumulate in the year; with the middle of the series, where it is short or steady; else
-- with the period before. What most regions do in a period is expected of each. A jump is beyond the usual spread of the
-- series and of its indicator, beyond changes that happen again and again, beyond what chance makes of small numbers,
-- and no return from a spike. Where a first value is the odd one, it is named and not the one after it.
WITH sized AS (
    SELECT
        s, avg(abs(actual)) AS size, count(*) AS n, min(actual) < 0 AS is_signed, count_if(actual = 0) AS zeros
    FROM timeline WHERE actual IS NOT NULL AND i IN (SELECT i FROM suspects)
    GROUP BY s HAVING count(*) >= 4 AND (min(actual) <= 0 OR max(actual) > 1.2 * min(actual)) AND max(abs(actual)) > 0
),
scaled AS (
    SELECT
        v.s, v.i, v.t, v."row", v.slice, v.actual, v.cycle, z.n, z.zeros, i.months,
        z.is_signed OR coalesce(i.minimum < 0, false) AS is_even,
        CASE WHEN is_even THEN 10 * z.size
            ELSE greatest(z.size / 15, CASE WHEN i.decimals = 0 THEN 3 ELSE 5 * 0.1 ** i.decimals END) END AS grain,
        CASE WHEN is_even THEN v.actual / grain ELSE asinh(v.actual / grain) END AS y
    FROM timeline AS v INNER JOIN sized AS z USING (s) INNER JOIN indicators AS i ON i.k = v.i
    WHERE v.actual IS NOT NULL
),
steps AS (
    SELECT *, y - lag(y) OVER (PARTITION BY s ORDER BY t) AS step FROM scaled
),
yearly AS (
    SELECT a.s, a.t, a.y - b.y AS step
    FROM scaled AS a INNER JOIN scaled AS b ON b.s = a.s AND b.t = a.t - 12
    WHERE a.months < 12
),
steadiness AS (
    SELECT s, mad(step) AS spread, avg(abs(step)) AS wide, count(*) AS n FROM yearly GROUP BY s
),
kinds AS (
    SELECT
        s, median(y) AS level,
        CASE WHEN any_value(cycle) > 0 THEN 'year' WHEN any_value(p.n) < 8 THEN 'level'
            WHEN any_value(q.n) >= 6 AND (any_value(q.spread) < 0.7 * mad(step) OR any_value(q.wide) < 0.7 * avg(abs(step)))
            THEN 'year'
            WHEN mad(y) < 0.85 * mad(step) THEN 'level' ELSE 'last' END AS kind
    FROM steps AS p LEFT JOIN steadiness AS q USING (s)
    GROUP BY s
),
placed AS (
    SELECT
        p.*, k.kind, k.level, lag(p.t) OVER w AS before_t, lag(p.y) OVER w AS before_y, lag(p.actual) OVER w AS before_actual,
        lag(p."row") OVER w AS before_row, lag(p.slice) OVER w AS before_slice, lag(p.y, 2) OVER w AS earlier_y,
        lead(p.y) OVER w AS later_y, lead(p.actual) OVER w AS later_actual, lead(p.t) OVER w AS later_t
    FROM scaled AS p INNER JOIN kinds AS k USING (s)
    WINDOW w AS (PARTITION BY s, CASE WHEN kind = 'year' THEN t % 12 END ORDER BY t)
),
grounded AS (
    SELECT
        *, CASE WHEN kind = 'level' THEN level WHEN kind = 'last' OR before_t = t - 12 THEN before_y END AS ground,
        y - ground AS change
    FROM placed
),
shared AS (
    SELECT i, t, kind, median(change) AS shift FROM grounded
    GROUP BY i, t, kind HAVING count(change) >= 6 AND abs(median(change)) < 1
),
changes AS (
    SELECT g.*, coalesce(h.shift, 0) AS shift, g.change - coalesce(h.shift, 0) AS rest
    FROM grounded AS g LEFT JOIN shared AS h USING (i, t, kind)
),
alike AS (
    SELECT i, kind, mad(rest) AS spread FROM changes GROUP BY i, kind
),
usual AS (
    SELECT
        s, count(rest) AS n, median(rest) AS middle, mad(rest) AS spread,
        list_reverse_sort(list(abs(rest)) FILTER (rest IS NOT NULL))[3 + count(rest) // 8] AS again
    FROM changes GROUP BY s HAVING count(rest) >= 4
),
judged AS (
    SELECT
        c.*, c.ground + c.shift + u.middle AS y_expected, c.rest - u.middle AS beyond, u.middle,
        greatest(
            CASE WHEN u.n < 5 AND c.kind = 'level' THEN 1.2
                WHEN u.n < 6 OR (u.n < 8 AND c.kind = 'level') THEN CASE WHEN u.spread < 0.03 THEN 0.4 ELSE 0.7 END
                WHEN u.spread < 0.02 THEN 0.18 WHEN u.n < 12 THEN 0.25 ELSE 0.2 END,
            9 * greatest(u.spread, 0.7 * a.spread), CASE WHEN u.n < 8 THEN 4 ELSE 2.5 END * coalesce(u.again, 0)
        ) AS most
    FROM changes AS c INNER JOIN usual AS u USING (s) INNER JOIN alike AS a ON a.i = c.i AND a.kind = c.kind
),
odd AS (
    SELECT
        *, kind <> 'level' AND earlier_y IS NULL AND coalesce(abs(later_y - y - middle) <= most, false) AS is_first,
        CASE WHEN is_first THEN y - shift - middle ELSE y_expected END AS y_usual
    FROM judged
    WHERE abs(beyond) > most AND NOT (kind <> 'level' AND coalesce(abs(y - earlier_y - 2 * middle) <= most, false))
        AND (zeros < 3 OR (actual <> 0 AND before_actual <> 0))
),
named AS (
    SELECT
        CASE WHEN is_first THEN before_row ELSE "row" END AS "row",
        CASE WHEN is_first THEN before_slice ELSE slice END AS slice,
        CASE WHEN is_first THEN before_actual ELSE actual END AS actual,
        CASE WHEN is_first THEN actual ELSE coalesce(before_actual, later_actual) END AS beside,
        CASE WHEN is_first THEN t ELSE coalesce(before_t, later_t) END AS beside_t,
        CASE WHEN is_even THEN y_usual * grain ELSE sinh(y_usual) * grain END AS usual, months, i
    FROM odd
)
SELECT
    j."row", j.slice, 'realisasi' AS role, shown(j.actual) AS found, shown(round(j.usual, i.decimals)) AS expected,
    dated(j.beside, j.beside_t, j.months) AS detail
FROM named AS j
INNER JOIN indicators AS i ON i.k = j.i
LEFT JOIN staged AS s ON s."row" = j."row" AND s.slice = j.slice
WHERE j."row" IS NOT NULL AND abs(j.actual - j.usual) > greatest(
    CASE WHEN i.decimals = 0 THEN 4 * sqrt(greatest(abs(j.actual), abs(j.usual), 1)) ELSE 5 * 0.1 ** i.decimals END,
    coalesce(2 * i.factor / sqrt(nullif(greatest(s.denominator, 0), 0)), 0)
)
