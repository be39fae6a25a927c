-- one row per region of one indicator at its newest period: the indicator that most regencies report, published first
-- gives: indicator, agency, period, region, region_name, actual, status, source, better, decimals, name_id, name_en
-- gives: measure_id, measure_en
WITH offered AS (
    SELECT
        series.indicator, series.last_period, series.last_start, bool_or(series.status = 'simulated') AS simulated,
        count(*) FILTER (series.region <> '11') AS regencies
    FROM series
    INNER JOIN indicators ON indicators.code = series.indicator
    WHERE series.actual IS NOT NULL AND series.unit = '' AND indicators.better IN ('higher', 'lower')
    GROUP BY ALL
    HAVING regencies >= 3
    ORDER BY simulated ASC, regencies DESC, series.last_start DESC, series.indicator ASC
    LIMIT 1
)
SELECT
    series.indicator, series.agency, series.last_period AS period, series.region, regions.short_name AS region_name,
    series.actual, series.status, coalesce(indicators.publisher, '') AS source, indicators.better, indicators.decimals,
    indicators.name_id, indicators.name_en, indicators.unit AS measure_id, indicators.unit_en AS measure_en
FROM series
INNER JOIN offered ON offered.indicator = series.indicator AND offered.last_period = series.last_period
INNER JOIN indicators ON indicators.code = series.indicator
INNER JOIN regions ON regions.code = series.region
WHERE series.actual IS NOT NULL AND series.unit = ''
QUALIFY row_number() OVER (PARTITION BY series.region ORDER BY series.agency) = 1
ORDER BY series.region
