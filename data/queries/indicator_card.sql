-- one row: the indicator's definition with the names of owner and theme
-- takes: indicator
-- gives: code, name_id, name_en, short_id, short_en, definition_id, definition_en, unit, unit_en, better, formula
-- gives: accumulation, region_aggregation, time_aggregation, frequency, by_region, decimals, minimum, maximum
-- gives: agency, theme, scale, value_scale, numerator_id, numerator_en, denominator_id, denominator_en, factor
-- gives: counting, near_from, counts_as, publisher, version, confidence, source, caveat_id, caveat_en
-- gives: since, until, followed_by, reported_by, smallest_change, result_level, data_class, small_below
-- gives: opened_sum, owner_id, owner_en, theme_id, theme_en
SELECT
    indicators.*, agencies.name_id AS owner_id, agencies.name_en AS owner_en,
    themes.name_id AS theme_id, themes.name_en AS theme_en
FROM indicators
LEFT JOIN agencies ON agencies.code = indicators.agency
LEFT JOIN themes ON themes.code = indicators.theme
WHERE indicators.code = $indicator
