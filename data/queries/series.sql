-- one row per series: last values, state, signal and sentences
-- takes: agency, unit, indicator, region
-- gives: series, agency, unit, indicator, region, frequency, n, first_period, last_period, last_start, actual
-- gives: target, target_low, target_high, achievement, class, tone, predicate, gap, compared_with, comparison
-- gives: previous_actual, previous_target, previous_achievement, previous_gap, change, previous_year, change_year, state, reason, confirmed, method, s, z, p_value, q_value, tau, slope, slope_low
-- gives: slope_high, slope_unit, variation, assurance, process_reason, trial, mean, lower, upper, limits_of
-- gives: rebase_proposal, agreement, robust, streak, required_pace, observed_pace, goal_period, goal, baseline
-- gives: share_of_change, progress, time_low, time_high, time_reason, chance, chance_reason, forecast, forecast_low
-- gives: forecast_high, forecast_period, forecast_target, forecast_target_low, forecast_target_high, previous_state
-- gives: previous_confirmed, change_kind, previous_tone, class_steps, importance, brief_id, brief_en, sentence_id, sentence_en
-- gives: paragraph_id, paragraph_en, actuals, status, submission, data_class
SELECT *
FROM series
WHERE ($agency IS NULL OR agency = $agency)
    AND ($unit IS NULL OR unit = $unit)
    AND ($indicator IS NULL OR indicator = $indicator)
    AND ($region IS NULL OR region = $region)
ORDER BY series
