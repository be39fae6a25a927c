-- one row per agency: budget absorption against its target, and the median achievement of its other indicators
SELECT
    agencies.code AS agency, agencies.name_id, agencies.name_en, agencies.abbreviation,
    max(series.achievement) FILTER (series.indicator = $budget) AS absorption,
    max(series.actual) FILTER (series.indicator = $budget) AS absorbed,
    max(series.last_period) FILTER (series.indicator = $budget) AS period,
    median(series.achievement) FILTER (series.indicator <> $budget AND indicators.scale = 'permendagri_86_2017')
        AS achievement,
    count(series.achievement) FILTER (series.indicator <> $budget AND indicators.scale = 'permendagri_86_2017')
        AS judged,
    bool_or(series.status = 'simulated') AS simulated
FROM series
JOIN agencies ON agencies.code = series.agency
JOIN indicators ON indicators.code = series.indicator
WHERE series.region = '11' AND series.unit = '' AND series.last_start >= $since
GROUP BY ALL
HAVING absorption IS NOT NULL AND achievement IS NOT NULL
ORDER BY agencies.name_id
