-- regional: one row per (indicator, agency, unit, period): province value from its regencies, none if reported itself
CREATE TEMP TABLE regional AS
WITH regencies AS (
    SELECT observations.*, indicators.region_aggregation, indicators.factor
    FROM observations
    INNER JOIN indicators ON indicators.code = observations.indicator
    WHERE observations.region <> '11' AND indicators.region_aggregation IN ('sum', 'ratio')
),
reported AS (
    SELECT DISTINCT indicator, agency, unit, period FROM observations WHERE region = '11'
),
summed AS (
    SELECT
        indicator, agency, unit, period,
        any_value(period_start) AS period_start, any_value(frequency) AS frequency,
        any_value(region_aggregation) AS method, any_value(factor) AS factor,
        sum(actual) AS actual_sum, sum(target) FILTER (actual IS NOT NULL) AS target_sum,
        count(target) FILTER (actual IS NOT NULL) AS targets,
        sum(numerator) FILTER (denominator IS NOT NULL) AS numerator,
        sum(denominator) FILTER (numerator IS NOT NULL) AS denominator,
        sum(target * denominator) FILTER (numerator IS NOT NULL) AS target_weighted,
        count(*) FILTER (numerator IS NOT NULL AND denominator IS NOT NULL) AS ratios,
        count(actual) AS regions_reported,
        bool_or(status = 'simulated') AS simulated, bool_or(status = 'provisional') AS provisional
    FROM regencies
    GROUP BY indicator, agency, unit, period
)
SELECT
    indicator, agency, unit, period, period_start, frequency,
    CASE method
        WHEN 'sum' THEN actual_sum
        ELSE factor * numerator / nullif(denominator, 0)
    END AS actual,
    CASE WHEN targets = regions_reported THEN
        CASE method WHEN 'sum' THEN target_sum ELSE target_weighted / nullif(denominator, 0) END
    END AS target,
    CAST(NULL AS DOUBLE) AS target_low, CAST(NULL AS DOUBLE) AS target_high,
    numerator, denominator,
    CAST(CASE method WHEN 'sum' THEN regions_reported ELSE ratios END AS INTEGER) AS regions_reported,
    CAST((SELECT count(*) FROM regions WHERE code <> '11') AS INTEGER) AS regions_total,
    method,
    CASE WHEN simulated THEN 'simulated' WHEN provisional THEN 'provisional' ELSE 'final' END AS status
FROM summed
ANTI JOIN reported USING (indicator, agency, unit, period)
WHERE CASE method WHEN 'sum' THEN regions_reported ELSE ratios END > 0
ORDER BY agency, indicator, unit, period_start;
