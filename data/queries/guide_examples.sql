-- one row per kind of example in the guide: a series picked by fixed rules, current before old, published before simulated
-- gives: kind, merit, series, agency, unit, indicator, region, frequency, n, first_period, last_period, last_start
-- gives: actual, target, target_low, target_high, achievement, class, tone, predicate, gap, compared_with, comparison
-- gives: previous_actual, previous_target, previous_achievement, previous_gap, change, previous_year, change_year, state, reason, confirmed, method, s, z, p_value, q_value, tau, slope, slope_low
-- gives: slope_high, slope_unit, variation, assurance, process_reason, trial, mean, lower, upper, limits_of
-- gives: rebase_proposal, agreement, robust, streak, required_pace, observed_pace, goal_period, goal, baseline
-- gives: share_of_change, progress, time_low, time_high, time_reason, chance, chance_reason, forecast, forecast_low
-- gives: forecast_high, forecast_period, forecast_target, forecast_target_low, forecast_target_high, previous_state
-- gives: previous_confirmed, change_kind, previous_tone, class_steps, importance, brief_id, brief_en, sentence_id, sentence_en
-- gives: paragraph_id, paragraph_en, actuals, status, submission, data_class, simulated, old, whole, name_id, name_en
-- gives: definition_id, definition_en, measure_id, measure_en, better, decimals, scale, accumulation, judged
-- gives: limited, region_name, agency_id, agency_en
WITH broken AS (
    SELECT DISTINCT indicator
    FROM rebase
),
told AS (
    SELECT
        series.*,
        series.status = 'simulated' AS simulated,
        series.last_start < (SELECT max(last_start) FROM series) - INTERVAL 2 YEAR AS old,
        if(series.region = '11', 1000, 0) + if(series.unit = '', 300, 0) AS whole,
        indicators.name_id, indicators.name_en, indicators.definition_id, indicators.definition_en,
        indicators.unit AS measure_id, indicators.unit_en AS measure_en,
        indicators.better, indicators.decimals, indicators.scale, indicators.accumulation,
        indicators.better IN ('higher', 'lower') AS judged,
        len(list_filter(series.actuals, lambda value: value IS NULL OR isnan(value))) = 0
            AND broken.indicator IS NULL AS unbroken,
        series.method = 'mann_kendall' AND (indicators.accumulation = 'point' OR series.frequency = 'annual')
            AND series.upper > series.lower AND unbroken AS limited,
        regions.name_id AS region_name,
        concat_ws(' · ', agencies.name_id, units.name_id) AS agency_id,
        concat_ws(' · ', agencies.name_en, units.name_en) AS agency_en
    FROM series
    INNER JOIN indicators ON indicators.code = series.indicator
    INNER JOIN regions ON regions.code = series.region
    INNER JOIN agencies ON agencies.code = series.agency
    LEFT JOIN units ON units.code = series.unit
    LEFT JOIN broken ON broken.indicator = indicators.code
    WHERE series.actual IS NOT NULL
),
offered AS (
    SELECT 'reading' AS kind, whole + if(state IN ('improving', 'worsening'), 500, 0) + n AS merit, *
    FROM told WHERE achievement IS NOT NULL AND class IS NOT NULL AND state <> 'cannot_say' AND judged
    UNION ALL
    SELECT 'disagree', whole + n, *
    FROM told
    WHERE (tone IN ('very_good', 'good') AND state = 'worsening')
        OR (tone IN ('poor', 'very_poor') AND state = 'improving')
    UNION ALL
    SELECT 'trend', whole + n, *
    FROM told WHERE method = 'mann_kendall' AND judged AND unbroken AND state IN ('improving', 'worsening')
    UNION ALL
    SELECT 'season', whole + if(accumulation = 'point', 500, 0) + n, *
    FROM told WHERE method = 'seasonal_mann_kendall' AND judged AND slope_low IS NOT NULL
    UNION ALL
    SELECT 'process', whole + if(state = 'no_clear_change', 2000, 0) - 100 * (upper - lower) / abs(mean), *
    FROM told WHERE limited AND judged AND n >= 12 AND target IS NOT NULL
    UNION ALL
    SELECT 'short', whole + n, * REPLACE (false AS old)
    FROM told WHERE state = 'cannot_say' AND n BETWEEN 2 AND 4 AND judged
    UNION ALL
    SELECT 'gap', whole + if(better = 'lower', 500, 0) + n, *
    FROM told WHERE gap < 0 AND target IS NOT NULL
    UNION ALL
    SELECT 'year', whole + n, *
    FROM told WHERE previous_year IS NOT NULL AND frequency <> 'annual'
    UNION ALL
    SELECT 'pace', whole + n, *
    FROM told WHERE required_pace <> 0 AND observed_pace IS NOT NULL
    UNION ALL
    SELECT 'noise', whole + abs(change) / (upper - lower), *
    FROM told
    WHERE limited AND judged AND n >= 8 AND variation = 'common_cause' AND state = 'no_clear_change'
        AND change IS NOT NULL
    UNION ALL
    SELECT 'signal', whole + if(state = 'no_clear_change', 2000, 0) + abs(actual - mean) / (upper - lower), *
    FROM told
    WHERE limited AND n >= 8 AND variation IN ('improvement', 'concern') AND (actual > upper OR actual < lower)
)
SELECT * EXCLUDE (unbroken)
FROM offered
QUALIFY row_number() OVER (
    PARTITION BY kind
    ORDER BY old ASC, simulated ASC, merit DESC, agency ASC, indicator ASC, unit ASC, region ASC
) = 1
ORDER BY kind
