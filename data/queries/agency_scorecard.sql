-- one row per series of the agency, the lowest achievement first; province values that follow from regencies included
SELECT
    standings.series, standings.unit, standings.indicator, standings.region, standings.last_period, standings.last_start,
    standings.actual, standings.target, standings.target_low, standings.target_high, standings.achievement,
    standings."class", standings.tone, standings.predicate, standings.gap, standings.change, standings.change_year,
    standings.state, standings.reason, standings.assurance, standings.chance, standings.chance_reason,
    standings.forecast_period, standings.actuals, standings.status, standings.submission,
    standings.sentence_id, standings.sentence_en, standings.derived, indicators.name_id, indicators.name_en, indicators.short_id, indicators.short_en, indicators.decimals,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.scale, indicators.better,
    indicators.confidence, themes.code AS theme, themes.name_id AS theme_id, themes.name_en AS theme_en,
    units.name_id AS unit_id, units.name_en AS unit_en, regions.short_name AS region_name,
    submissions.received_at
FROM standings
JOIN indicators ON indicators.code = standings.indicator
JOIN regions ON regions.code = standings.region
LEFT JOIN units ON units.code = standings.unit AND units.agency = $agency
LEFT JOIN themes ON themes.code = indicators.theme
LEFT JOIN submissions USING (submission)
WHERE standings.agency = $agency
    AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), standings.unit))
    AND CASE
        WHEN $regions IS NULL THEN standings.region = '11'
        ELSE list_contains(CAST($regions AS VARCHAR[]), standings.region)
    END
ORDER BY indicators.scale = 'deviation_points', standings.achievement NULLS LAST, indicators.name_id, standings.unit
