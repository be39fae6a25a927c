-- one row per value of the province that follows from its regencies, for a download, with names in the reader's
-- language; empty filters take everything
-- takes: language, agency, indicators, theme, units, first, last, frequency, status, most, skip
-- gives: agency, agency_name, unit, unit_name, indicator, indicator_name, region, region_name, period, period_start
-- gives: frequency, measure, target, target_low, target_high, actual, numerator, denominator, achievement, class_name
-- gives: gap, regions_reported, regions_due, complete, method, status
SELECT
    rollups.agency, if($language = 'en', agencies.name_en, agencies.name_id) AS agency_name,
    rollups.unit, coalesce(if($language = 'en', units.name_en, units.name_id), '') AS unit_name,
    rollups.indicator, if($language = 'en', indicators.name_en, indicators.name_id) AS indicator_name,
    regions.code AS region, regions.name_id AS region_name, rollups.period, rollups.period_start, rollups.frequency,
    if($language = 'en', indicators.unit_en, indicators.unit) AS measure,
    rollups.target, rollups.target_low, rollups.target_high, rollups.actual, rollups.numerator, rollups.denominator,
    rollups.achievement, if($language = 'en', scales.label_en, scales.label_id) AS class_name, rollups.gap,
    rollups.regions_reported, rollups.regions_due, rollups.complete, rollups.method, rollups.status
FROM rollups
INNER JOIN agencies ON agencies.code = rollups.agency
INNER JOIN indicators ON indicators.code = rollups.indicator
INNER JOIN regions ON regions.code = '11'
LEFT JOIN units ON units.code = rollups.unit
LEFT JOIN scales ON scales.scale = indicators.scale AND scales.class = rollups.class
WHERE ($agency IS NULL OR rollups.agency = $agency)
    AND shared.chosen($indicators, rollups.indicator)
    AND ($theme IS NULL OR indicators.theme = $theme)
    AND shared.chosen($units, rollups.unit)
    AND ($first IS NULL OR rollups.period_start >= CAST($first AS DATE))
    AND ($last IS NULL OR rollups.period_start <= CAST($last AS DATE))
    AND ($frequency IS NULL OR rollups.frequency = $frequency)
    AND ($status IS NULL OR rollups.status = $status)
ORDER BY indicators.code, rollups.agency, rollups.unit, rollups.period_start
LIMIT $most OFFSET $skip
