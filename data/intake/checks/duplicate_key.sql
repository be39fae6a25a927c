-- Observations whose key stands in the file more than once; of identical rows the first is kept. `keyed` stands in
-- order of series and time, so that equal keys are neighbours.
WITH neighbours AS (
    SELECT s, t, lag(s) OVER () AS last_s, lag(t) OVER () AS last_t FROM keyed
),
doubled AS (
    SELECT DISTINCT s, t FROM neighbours WHERE s = last_s AND t = last_t
),
rows_of AS (
    SELECT s.*, hash(s.actual, s.target, s.target_low, s.target_high, s.numerator, s.denominator) AS content
    FROM staged AS s INNER JOIN doubled USING (s, t)
    WHERE s.a > 0 AND s.i > 0 AND s.r > 0
),
groups AS (
    SELECT
        s, t, list(DISTINCT "row" ORDER BY "row")[:6] AS at, count(DISTINCT content) AS contents,
        min(("row", slice)) AS first_one
    FROM rows_of GROUP BY s, t
)
SELECT
    o."row", o.slice, 'realisasi' AS role,
    ind.code || ' ' || reg.code || ' ' || f.id AS found,
    NULL AS expected,
    coalesce(nullif(list_aggregate(list_filter(g.at, lambda x: x <> o."row"), 'string_agg', ', '), ''), o."row"::VARCHAR)
        AS detail
FROM rows_of AS o
INNER JOIN groups AS g USING (s, t)
INNER JOIN indicators AS ind ON ind.k = o.i
INNER JOIN regions AS reg ON reg.k = o.r
INNER JOIN fits AS f ON f.k = o.pk AND f.freq = ind.freq
WHERE g.contents > 1 OR (o."row", o.slice) <> g.first_one
