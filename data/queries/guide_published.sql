-- one row per indicator that has series which are not simulated: who publishes it, how long, for how many regions
-- gives: code, name_id, name_en, publisher, first_period, last_period, regions
SELECT
    indicators.code, indicators.name_id, indicators.name_en, coalesce(indicators.publisher, '') AS publisher,
    min(series.first_period) AS first_period, max(series.last_period) AS last_period,
    count(DISTINCT series.region) AS regions
FROM series
INNER JOIN indicators ON indicators.code = series.indicator
WHERE series.status <> 'simulated'
GROUP BY ALL
ORDER BY indicators.name_id, indicators.code
