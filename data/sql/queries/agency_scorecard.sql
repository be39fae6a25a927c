-- one row per series of the agency, the lowest achievement first; province values that follow from regencies included
WITH standing AS (
    SELECT
        series, unit, indicator, region, last_period, last_start, actual, target, target_low, target_high, achievement,
        "class", tone, predicate, gap, change, change_year, state, reason, assurance, chance, chance_reason,
        forecast_period, actuals, status, submission,
        sentence_id, sentence_en, FALSE AS derived
    FROM series
    WHERE agency = $agency AND CASE
        WHEN $regions IS NULL THEN region = '11'
        ELSE list_contains(CAST($regions AS VARCHAR[]), region)
    END
    UNION ALL
    SELECT
        NULL, unit, indicator, '11', arg_max(period, period_start), max(period_start), arg_max(actual, period_start),
        arg_max_null(target, period_start), NULL, NULL, arg_max_null(achievement, period_start),
        arg_max_null("class", period_start), arg_max_null(tone, period_start), NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, 'derived', NULL, list(actual ORDER BY period_start)[-24:], arg_max(status, period_start), NULL, NULL, NULL, TRUE
    FROM rollups
    WHERE agency = $agency AND $regions IS NULL
    GROUP BY unit, indicator
)
SELECT
    standing.*, indicators.name_id, indicators.name_en, indicators.short_id, indicators.short_en, indicators.decimals,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.scale, indicators.better,
    indicators.confidence, themes.code AS theme, themes.name_id AS theme_id, themes.name_en AS theme_en,
    units.name_id AS unit_id, units.name_en AS unit_en, regions.short_name AS region_name,
    submissions.received_at
FROM standing
JOIN indicators ON indicators.code = standing.indicator
JOIN regions ON regions.code = standing.region
LEFT JOIN units ON units.code = standing.unit AND units.agency = $agency
LEFT JOIN themes ON themes.code = indicators.theme
LEFT JOIN submissions USING (submission)
WHERE $units IS NULL OR list_contains(CAST($units AS VARCHAR[]), standing.unit)
ORDER BY indicators.scale = 'deviation_points', standing.achievement NULLS LAST, indicators.name_id, standing.unit
