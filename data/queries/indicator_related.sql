-- one row per other indicator of the same objective as its owner reports it, the province first: newest value and signal
SELECT
    series.indicator, series.agency, series.unit, series.region, indicators.name_id, indicators.name_en,
    indicators.short_id, indicators.short_en, agencies.abbreviation,
    coalesce(units.name_id, '') AS unit_id, coalesce(units.name_en, '') AS unit_en,
    series.last_period AS period, series.actual, series.target, series.achievement, series."class", series.tone,
    series.state, series.actuals, series.status, indicators.scale, indicators.unit AS measure_id,
    indicators.unit_en AS measure_en, indicators.decimals
FROM series
JOIN indicators ON indicators.code = series.indicator
LEFT JOIN agencies ON agencies.code = series.agency
LEFT JOIN units ON units.code = series.unit
WHERE indicators.theme = $theme AND series.indicator <> $indicator
QUALIFY row_number() OVER (
    PARTITION BY series.indicator
    ORDER BY series.agency <> indicators.agency, series.region <> '11', series.unit, series.agency, series.region
) = 1
ORDER BY indicators.name_id
LIMIT 30
