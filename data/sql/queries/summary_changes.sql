-- one row per series whose signal is new, continues or has ended, the worsening first, at most $limit of each kind
SELECT
    series.series, series.agency, series.unit, series.indicator, series.region, series.last_period, series.change_kind,
    series.state, series.previous_state, series.confirmed, series.sentence_id, series.sentence_en, series.status,
    series.actuals, series.target,
    indicators.short_id, indicators.short_en, agencies.abbreviation, regions.short_name AS region_name,
    units.name_id AS unit_id, units.name_en AS unit_en,
    count(*) OVER (PARTITION BY series.change_kind) AS of_kind
FROM series
JOIN indicators ON indicators.code = series.indicator
JOIN agencies ON agencies.code = series.agency
JOIN regions ON regions.code = series.region
LEFT JOIN units ON units.code = series.unit AND units.agency = series.agency
WHERE series.change_kind IN ('new', 'continuing', 'ended') AND series.last_start >= $since
    AND ($agency IS NULL OR series.agency = $agency)
    AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), series.unit))
    AND CASE
        WHEN $regions IS NULL THEN series.region = '11'
        ELSE list_contains(CAST($regions AS VARCHAR[]), series.region)
    END
QUALIFY row_number() OVER (
    PARTITION BY series.change_kind
    ORDER BY series.state = 'worsening' OR series.previous_state = 'worsening' DESC, abs(series.z) DESC NULLS LAST,
        series.series
) <= $limit
ORDER BY series.change_kind, series.state = 'worsening' DESC, abs(series.z) DESC NULLS LAST, series.series
