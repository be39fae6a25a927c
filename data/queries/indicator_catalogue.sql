-- one row per reported indicator: its name, owner and how its series stand that have a value since $since, newest or as
-- they stood on $as_of
-- takes: as_of, since, agency, units, regions
-- gives: indicator, name_id, name_en, short_id, short_en, frequency, by_region, owner, abbreviation, theme_id
-- gives: theme_en, series, regional, worsening, low, last_start, last_period, simulated
WITH held AS (
    SELECT * FROM shared.standings_on(CAST($as_of AS DATE)) WHERE NOT derived
)
SELECT
    indicators.code AS indicator, indicators.name_id, indicators.name_en, indicators.short_id, indicators.short_en,
    indicators.frequency, indicators.by_region,
    indicators.agency AS owner, agencies.abbreviation, themes.name_id AS theme_id, themes.name_en AS theme_en,
    count(*) AS series, count(*) FILTER (series.region <> '11') AS regional,
    count(*) FILTER (series.state = 'worsening' AND series.confirmed AND shared.last_day_of(series.last_period) >= CAST($since AS DATE)) AS worsening,
    count(*) FILTER (series.tone IN ('poor', 'very_poor') AND shared.last_day_of(series.last_period) >= CAST($since AS DATE)) AS low,
    max(series.last_start) AS last_start, arg_max(series.last_period, series.last_start) AS last_period,
    bool_or(series.status = 'simulated') AS simulated
FROM held AS series
INNER JOIN indicators ON indicators.code = series.indicator
LEFT JOIN agencies ON agencies.code = indicators.agency
LEFT JOIN themes ON themes.code = indicators.theme
WHERE shared.in_scope($agency, $units, series.agency, series.unit)
    AND shared.chosen($regions, series.region)
GROUP BY ALL
ORDER BY indicators.name_id, indicators.code
