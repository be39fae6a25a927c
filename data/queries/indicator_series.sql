-- one row per series of the indicator, the one that follows from regencies included, with its state and the names of
-- agency, unit and region
-- takes: indicator, agency
-- gives: series, agency, unit, indicator, region, frequency, n, first_period, last_period, last_start, actual
-- gives: target, target_low, target_high, achievement, class, tone, predicate, gap, compared_with, comparison
-- gives: previous_actual, previous_target, previous_achievement, previous_gap, change, previous_year, change_year, state, reason, confirmed, method, s, z, p_value, q_value, tau, slope, slope_low
-- gives: slope_high, slope_unit, variation, assurance, process_reason, trial, mean, lower, upper, limits_of
-- gives: rebase_proposal, agreement, robust, streak, required_pace, observed_pace, goal_period, goal, baseline
-- gives: share_of_change, progress, time_low, time_high, time_reason, chance, chance_reason, forecast, forecast_low
-- gives: forecast_high, forecast_period, forecast_target, forecast_target_low, forecast_target_high, previous_state
-- gives: previous_confirmed, change_kind, previous_tone, class_steps, importance, brief_id, brief_en, sentence_id, sentence_en
-- gives: paragraph_id, paragraph_en, actuals, status, submission, data_class, agency_id, agency_en, abbreviation, unit_id
-- gives: unit_en, region_name, region_full, derived, complete, regions_reported, regions_due
SELECT
    standings.* EXCLUDE (derived, complete, share, regions_reported, regions_due, awaited_period),
    agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    units.name_id AS unit_id, units.name_en AS unit_en, regions.short_name AS region_name,
    regions.name_id AS region_full, standings.derived, standings.complete, standings.regions_reported,
    standings.regions_due
FROM standings
INNER JOIN agencies ON agencies.code = standings.agency
INNER JOIN regions ON regions.code = standings.region
LEFT JOIN units ON units.code = standings.unit AND units.agency = standings.agency
WHERE standings.indicator = $indicator
ORDER BY
    standings.agency <> $agency, standings.region <> '11', standings.unit, standings.agency, standings.region,
    standings.derived
