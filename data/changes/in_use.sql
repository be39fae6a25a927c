-- one row per indicator, agency, unit and kind of region of the published values: how many there are and of when
SELECT
    observations.indicator, observations.agency, observations.unit,
    observations.region <> '11' AS by_region,
    indicators.frequency, indicators.unit AS measure,
    count(*) AS n, min(observations.period) AS first, max(observations.period) AS last
FROM published.observations
INNER JOIN published.indicators ON indicators.code = observations.indicator
GROUP BY ALL
ORDER BY ALL
