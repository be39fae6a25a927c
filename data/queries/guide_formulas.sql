-- one row per formula of achievement: a series judged by it, current before old, published before simulated
-- gives: formula, name_id, name_en, measure_id, measure_en, decimals, scale, region_name, last_period, target
-- gives: target_low, target_high, actual, achievement, class, status
SELECT
    indicators.formula, indicators.name_id, indicators.name_en, indicators.unit AS measure_id, indicators.unit_en AS measure_en,
    indicators.decimals, indicators.scale, regions.name_id AS region_name,
    series.last_period, series.target, series.target_low, series.target_high, series.actual, series.achievement,
    series.class, series.status
FROM series
INNER JOIN indicators ON indicators.code = series.indicator
INNER JOIN regions ON regions.code = series.region
WHERE series.achievement IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY indicators.formula
    ORDER BY
        series.last_start < (SELECT max(last_start) FROM series) - INTERVAL 2 YEAR ASC, series.status = 'simulated' ASC,
        series.region <> '11' ASC, series.achievement IN (0, 100) ASC, series.unit <> '' ASC, series.last_start DESC,
        series.agency ASC, series.indicator ASC, series.unit ASC, series.region ASC
) = 1
ORDER BY indicators.formula
