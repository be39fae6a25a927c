-- one row per indicator of the KPI dictionary
-- takes: agency
-- gives: code, name_id, name_en, short_id, short_en, definition_id, definition_en, unit, unit_en, better, formula
-- gives: accumulation, region_aggregation, time_aggregation, frequency, by_region, decimals, minimum, maximum
-- gives: agency, theme, scale, value_scale, numerator_id, numerator_en, denominator_id, denominator_en, factor
-- gives: counting, near_from, counts_as, publisher, version, confidence, source, caveat_id, caveat_en
-- gives: since, until, followed_by, reported_by, smallest_change, result_level, data_class, small_below
-- gives: opened_sum
SELECT * FROM indicators WHERE $agency IS NULL OR agency = $agency ORDER BY code
