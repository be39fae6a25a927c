-- one row per indicator, frequency and status that has observations here: what a download can be narrowed to
-- takes: agency, units, regions
-- gives: indicator, theme, frequency, status, first_day, last_day
SELECT
    observations.indicator, indicators.theme, observations.frequency, observations.status,
    min(observations.period_start) AS first_day, max(observations.period_end) AS last_day
FROM observations
INNER JOIN indicators ON indicators.code = observations.indicator
WHERE shared.in_scope($agency, $units, observations.agency, observations.unit)
    AND shared.chosen($regions, observations.region)
GROUP BY ALL
ORDER BY ALL
