-- one row per series for a download, those of the province that follow from regencies included: newest value, the
-- direction with the test behind it, and its sentence in the reader's language; empty filters take everything
-- takes: language, agency, indicators, theme, units, regions, frequency, status, most, skip
-- gives: agency, agency_name, unit, unit_name, indicator, indicator_name, region, region_name, frequency, measure
-- gives: n, first_period, last_period, actual, target, achievement, class_name, gap, state, confirmed, p_value, q_value
-- gives: tau, slope, slope_low, slope_high, slope_unit, assurance, chance, status, derived, sentence
SELECT
    standings.agency, if($language = 'en', agencies.name_en, agencies.name_id) AS agency_name,
    standings.unit, coalesce(if($language = 'en', units.name_en, units.name_id), '') AS unit_name,
    standings.indicator, if($language = 'en', indicators.name_en, indicators.name_id) AS indicator_name,
    standings.region, regions.name_id AS region_name, standings.frequency,
    if($language = 'en', indicators.unit_en, indicators.unit) AS measure,
    standings.n, standings.first_period, standings.last_period, standings.actual, standings.target,
    standings.achievement, if($language = 'en', scales.label_en, scales.label_id) AS class_name, standings.gap,
    standings.state, standings.confirmed, standings.p_value, standings.q_value, standings.tau, standings.slope,
    standings.slope_low, standings.slope_high, standings.slope_unit, standings.assurance, standings.chance,
    standings.status, standings.derived,
    if($language = 'en', standings.sentence_en, standings.sentence_id) AS sentence
FROM standings
INNER JOIN agencies ON agencies.code = standings.agency
INNER JOIN indicators ON indicators.code = standings.indicator
INNER JOIN regions ON regions.code = standings.region
LEFT JOIN units ON units.code = standings.unit
LEFT JOIN scales ON scales.scale = indicators.scale AND scales.class = standings.class
WHERE ($agency IS NULL OR standings.agency = $agency)
    AND shared.chosen($indicators, standings.indicator)
    AND ($theme IS NULL OR indicators.theme = $theme)
    AND shared.chosen($units, standings.unit)
    AND shared.chosen($regions, standings.region)
    AND ($frequency IS NULL OR standings.frequency = $frequency)
    AND ($status IS NULL OR standings.status = $status)
ORDER BY indicators.code, standings.agency, standings.unit, standings.region
LIMIT $most OFFSET $skip
