-- Whether the rows give cause for each check: {causes} are aggregates of theirs, with what their indicators and periods are,
-- and whether the tables of what is published hold anything (has_past and the like).
WITH neighbours AS (
    SELECT s, t, lag(s) OVER () AS last_s, lag(t) OVER () AS last_t FROM keyed
)
SELECT {causes}
FROM (
    SELECT
        s.*, s.actual * s.denominator / nullif(s.numerator, 0) AS factor_told,
        least(s.actual, s.target, s.target_low, s.target_high) AS lowest,
        greatest(s.actual, s.target, s.target_low, s.target_high) AS highest, s.i IN (SELECT i FROM baselines) AS has_baseline,
        i.unit, i.months, i.since, i.decimals, i.by_region, i.is_counted, i.minimum, i.maximum, i.factor, f.period_start,
        f.period_end, f.as_of, o.today, o.is_known, d.day, m.code AS status, {published}
    FROM staged AS s
    CROSS JOIN settings AS o
    LEFT JOIN date_map AS d ON d.k = s.dk
    LEFT JOIN status_map AS m ON m.k = s.sk
    LEFT JOIN indicators AS i ON i.k = s.i
    LEFT JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
)
