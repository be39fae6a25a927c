-- one row per regency and indicator of an agency: the newest value, of indicators that regencies report
-- takes: agency, indicators, as_of
-- gives: agency, indicator, unit, region, region_name, period, actual
SELECT
    observations.agency, observations.indicator, observations.unit, observations.region,
    regions.short_name AS region_name, observations.period, observations.actual
FROM observations
INNER JOIN regions ON regions.code = observations.region
WHERE observations.region <> '11' AND observations.actual IS NOT NULL
    AND ($agency IS NULL OR observations.agency = $agency)
    AND shared.chosen($indicators, observations.indicator)
    AND ($as_of IS NULL OR observations.period_end <= CAST($as_of AS DATE))
QUALIFY
    observations.period_start = max(observations.period_start) OVER (
        PARTITION BY observations.agency, observations.indicator, observations.unit
    )
ORDER BY observations.agency, observations.indicator, observations.unit, observations.actual
