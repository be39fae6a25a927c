-- one row per series of a regency: its newest value, or the one in force on $as_of, with state, class and definition
WITH standing AS (
    SELECT series, last_period AS period
    FROM series
    WHERE region = $region AND $as_of IS NULL AND actual IS NOT NULL
    UNION ALL
    SELECT series, arg_max(period, period_start)
    FROM observations
    WHERE region = $region AND $as_of IS NOT NULL AND period_end <= $as_of AND actual IS NOT NULL
    GROUP BY series
)
SELECT
    observations.agency, observations.unit, observations.indicator, observations.period, observations.period_start,
    observations.actual, observations.target, observations.target_low, observations.target_high,
    observations.achievement, observations."class", observations.tone, observations.change_year, observations.status,
    observations.source, series.state, series.confirmed, series.assurance, series.actuals, series.last_period,
    indicators.name_id, indicators.name_en, indicators.short_id, indicators.short_en, indicators.better,
    indicators.decimals, indicators.scale, indicators.unit AS measure_id, indicators.unit_en AS measure_en,
    agencies.abbreviation, units.name_id AS unit_id, units.name_en AS unit_en,
    themes.code AS theme, themes.name_id AS theme_id, themes.name_en AS theme_en,
    observations.period_start < CAST($since AS DATE) AS old
FROM standing
JOIN observations ON observations.series = standing.series AND observations.period = standing.period
JOIN series ON series.series = standing.series
JOIN indicators ON indicators.code = observations.indicator
JOIN agencies ON agencies.code = observations.agency
LEFT JOIN units ON units.code = observations.unit AND units.agency = observations.agency
LEFT JOIN themes ON themes.code = indicators.theme
WHERE ($agency IS NULL OR observations.agency = $agency)
    AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), observations.unit))
ORDER BY themes.rowid, indicators.short_id, observations.agency, observations.unit
