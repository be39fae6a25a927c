-- one row per series: the lowest achievements on the five-class scale, lowest first; $worsening keeps those whose
-- newest signal is bad as well
WITH standing AS (
    -- newest value, or the one in force on $as_of
    SELECT agency, unit, indicator, region, derived, last_period AS period, last_start AS period_start,
        actual, target, achievement, "class", tone, status
    FROM standings
    WHERE $as_of IS NULL AND last_start >= $since
    UNION ALL
    SELECT agency, unit, indicator, region, derived, arg_max(period, period_start), max(period_start),
        arg_max_null(actual, period_start), arg_max_null(target, period_start),
        arg_max_null(achievement, period_start), arg_max_null("class", period_start),
        arg_max_null(tone, period_start), arg_max(status, period_start)
    FROM judgements
    WHERE $as_of IS NOT NULL AND period_end <= $as_of AND period_start >= $since AND actual IS NOT NULL
    GROUP BY agency, unit, indicator, region, derived
),
scoped AS (
    SELECT *
    FROM standing
    WHERE ($agency IS NULL OR agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
        AND CASE
            WHEN $regions IS NULL THEN region = '11'
            ELSE list_contains(CAST($regions AS VARCHAR[]), region)
        END
)
SELECT
    scoped.*, indicators.short_id, indicators.short_en, indicators.unit AS measure_id, indicators.unit_en AS measure_en,
    indicators.decimals, indicators.scale, agencies.abbreviation, regions.short_name AS region_name, standings.actuals,
    standings.state, units.name_id AS unit_id, units.name_en AS unit_en
FROM scoped
JOIN indicators ON indicators.code = scoped.indicator AND indicators.scale = 'permendagri_86_2017'
JOIN agencies ON agencies.code = scoped.agency
JOIN regions ON regions.code = scoped.region
LEFT JOIN units ON units.code = scoped.unit AND units.agency = scoped.agency
JOIN standings ON standings.agency = scoped.agency AND standings.unit = scoped.unit
    AND standings.indicator = scoped.indicator AND standings.region = scoped.region AND standings.derived = scoped.derived
WHERE scoped.tone IN ('poor', 'very_poor')
    AND (NOT coalesce($worsening, FALSE) OR standings.state = 'worsening' OR standings.variation = 'concern')
ORDER BY scoped.achievement, scoped.agency, scoped.indicator, scoped.unit, scoped.region
LIMIT $limit
