-- one row per series of a regency: its newest value, or the one in force on $as_of, with state, class and definition
-- takes: since, region, as_of, agency, units
-- gives: agency, unit, indicator, period, period_start, actual, target, target_low, target_high, achievement, class
-- gives: tone, change_year, status, source, as_of, submission, source_row, state, confirmed, assurance, actuals, last_period, name_id, name_en
-- gives: short_id, short_en, better, decimals, scale, measure_id, measure_en, abbreviation, unit_id, unit_en, theme
-- gives: theme_id, theme_en, old
WITH own AS (
    SELECT
        observations.*, series.last_period,
        CASE
            WHEN series.last_period = observations.period THEN shared.course(series.state, series.confirmed)
            ELSE 'cannot_say'
        END AS state,
        coalesce(series.confirmed AND series.last_period = observations.period, FALSE) AS confirmed,
        CASE WHEN series.last_period = observations.period THEN series.assurance ELSE 'cannot_say' END AS assurance,
        CASE
            WHEN series.last_period = observations.period THEN series.actuals
            ELSE (
                SELECT list(earlier.actual ORDER BY earlier.period_start)
                FROM observations AS earlier
                WHERE earlier.series = observations.series AND earlier.period_start <= observations.period_start
            )
        END AS actuals,
        observations.period_end < CAST($since AS DATE) AS old
    FROM shared.standing_in($region, $as_of)
    INNER JOIN observations USING (series, period)
    INNER JOIN series USING (series)
    WHERE shared.in_scope($agency, $units, observations.agency, observations.unit)
)
SELECT
    agency, unit, indicator, period, period_start, actual, target, target_low, target_high,
    achievement, class, tone, change_year, status, source, as_of, submission, source_row, state, confirmed, assurance, actuals,
    last_period, told.name_id, told.name_en, short_id, short_en, better, decimals, scale, measure_id, measure_en,
    abbreviation, unit_id, unit_en, theme, themes.name_id AS theme_id, themes.name_en AS theme_en, old
FROM shared.named('own') AS told
LEFT JOIN themes ON themes.code = told.theme
ORDER BY themes.rowid, short_id, agency, unit
