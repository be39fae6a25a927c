-- one row per series: the lowest achievements on the five-class scale, lowest first; $worsening keeps those whose
-- newest signal is bad as well
WITH standing AS (
    -- newest value of each series, or the one in force on $as_of
    SELECT series, agency, unit, indicator, region, last_period AS period, last_start AS period_start,
        actual, target, achievement, "class", tone, status
    FROM series
    WHERE $as_of IS NULL AND last_start >= $since
    UNION ALL
    SELECT series, any_value(agency), any_value(unit), any_value(indicator), any_value(region),
        arg_max(period, period_start), max(period_start), arg_max_null(actual, period_start),
        arg_max_null(target, period_start), arg_max_null(achievement, period_start),
        arg_max_null("class", period_start), arg_max_null(tone, period_start), arg_max(status, period_start)
    FROM observations
    WHERE $as_of IS NOT NULL AND period_end <= $as_of AND period_start >= $since AND actual IS NOT NULL
    GROUP BY series
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
    indicators.decimals, indicators.scale, agencies.abbreviation, regions.short_name AS region_name, series.actuals,
    series.state, units.name_id AS unit_id, units.name_en AS unit_en
FROM scoped
JOIN indicators ON indicators.code = scoped.indicator AND indicators.scale = 'permendagri_86_2017'
JOIN agencies ON agencies.code = scoped.agency
JOIN regions ON regions.code = scoped.region
LEFT JOIN units ON units.code = scoped.unit AND units.agency = scoped.agency
LEFT JOIN series ON series.series = scoped.series
WHERE scoped.tone IN ('poor', 'very_poor')
    AND (NOT coalesce($worsening, FALSE) OR series.state = 'worsening' OR series.variation = 'concern')
ORDER BY scoped.achievement, scoped.series
LIMIT $limit
