-- one row per series of the agency, newest or as it stood on $as_of, the lowest achievement first; province values that
-- follow from regencies included; `state` is told where it is confirmed
-- takes: as_of, agency, units, regions
-- gives: series, unit, indicator, region, last_period, last_start, last_end, actual, target, target_low, target_high
-- gives: achievement, class, tone, predicate, gap, change, change_year, state, confirmed, reason, assurance, chance
-- gives: chance_reason, forecast_period, actuals, status, submission, sentence_id, sentence_en, derived, name_id
-- gives: name_en, short_id, short_en, decimals, measure_id, measure_en, scale, better, confidence, theme, theme_id
-- gives: theme_en, unit_id, unit_en, region_name, received_at
WITH held AS (
    SELECT * FROM shared.standings_on(CAST($as_of AS DATE))
)
SELECT
    series, unit, indicator, region, last_period, last_start, shared.last_day_of(last_period) AS last_end,
    actual, target, target_low, target_high, achievement, class, tone, predicate, gap, change, change_year,
    shared.course(state, confirmed) AS state, coalesce(confirmed, FALSE) AS confirmed, owned.reason, assurance, chance, chance_reason, forecast_period, actuals, status, submission,
    sentence_id, sentence_en, derived, owned.name_id, owned.name_en, short_id, short_en, decimals,
    measure_id, measure_en, scale, better, confidence, theme, themes.name_id AS theme_id, themes.name_en AS theme_en,
    unit_id, unit_en, region_name, submissions.received_at
FROM shared.placed_and_named('held') AS owned
LEFT JOIN themes ON themes.code = owned.theme
LEFT JOIN submissions USING (submission)
WHERE owned.agency = $agency AND shared.chosen($units, unit) AND shared.placed($regions, region)
ORDER BY scale = 'deviation_points', achievement NULLS LAST, owned.name_id, unit, region
