-- regional: one row per (indicator, agency, unit, period): province value from its regencies, none if reported itself;
-- `complete` where at least the share $share of the regencies that are due is in it; without targets of the regencies the
-- plan's target for the province and the period stands
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
-- how many regencies a report should hold: those in it and those that reported before
due AS (
    SELECT agency, unit, indicator, period, regions + len(missing_regions) AS regions_due
    FROM reports
    WHERE missing_regions IS NOT NULL
),
planned AS (
    SELECT
        indicator, agency, unit, period, any_value(target) AS target, any_value(target_low) AS target_low,
        any_value(target_high) AS target_high
    FROM targets
    WHERE region = '11'
    GROUP BY ALL
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
        count(actual) AS actuals,
        CASE any_value(region_aggregation) WHEN 'sum' THEN actuals ELSE ratios END AS reporters,
        bool_or(status = 'simulated') AS simulated, bool_or(status = 'provisional') AS provisional
    FROM regencies
    GROUP BY indicator, agency, unit, period
),
-- a sum is as closed as the most closed of its parts, and with it its whole series; one that the reference opens as its
-- indicator, unless in some period one part alone is hidden from who sees the sum, which less the others would tell it, or
-- the sum itself counts few persons
parts AS (
    SELECT
        indicator, agency, unit, period, max(closeness(data_class)) AS most,
        count(*) FILTER (closeness(data_class) > closeness('public')) AS closed,
        count(*) FILTER (closeness(data_class) > closeness('internal')) AS excluded,
        sum(coalesce(numerator, actual)) AS counted
    FROM regencies
    WHERE actual IS NOT NULL
    GROUP BY indicator, agency, unit, period
),
classed AS (
    SELECT
        indicator, agency, unit,
        class_of_closeness(CASE
            WHEN any_value(opened) AND NOT bool_or(
                (closed = 1 AND coalesce(by_indicator, 2) < 2) OR (excluded = 1 AND coalesce(by_indicator, 2) < 3)
                OR coalesce(counted > 0 AND counted < small_below, FALSE)
            ) THEN any_value(by_indicator)
            ELSE max(most)
        END) AS data_class
    FROM parts
    INNER JOIN governed USING (indicator)
    GROUP BY indicator, agency, unit
)
SELECT
    summed.indicator, summed.agency, summed.unit, summed.period, period_start, frequency, '11' AS region,
    CASE method
        WHEN 'sum' THEN actual_sum
        ELSE factor * numerator / nullif(denominator, 0)
    END AS actual,
    CASE
        WHEN targets = actuals THEN
            CASE method WHEN 'sum' THEN target_sum ELSE target_weighted / nullif(denominator, 0) END
        ELSE coalesce(own.target, common.target)
    END AS target,
    CASE WHEN targets < actuals THEN coalesce(own.target_low, common.target_low) END AS target_low,
    CASE WHEN targets < actuals THEN coalesce(own.target_high, common.target_high) END AS target_high,
    numerator, denominator,
    CAST(reporters AS INTEGER) AS regions_reported,
    CAST((SELECT count(*) FROM regions WHERE code <> '11') AS INTEGER) AS regions_total,
    CAST(due.regions_due AS INTEGER) AS regions_due,
    reporters / due.regions_due AS share,
    coalesce(reporters >= $share * due.regions_due, FALSE) AS complete,
    method,
    CASE WHEN simulated THEN 'simulated' WHEN provisional THEN 'provisional' ELSE 'final' END AS status,
    classed.data_class
FROM summed
INNER JOIN classed USING (indicator, agency, unit)
ANTI JOIN reported USING (indicator, agency, unit, period)
LEFT JOIN due USING (indicator, agency, unit, period)
LEFT JOIN planned AS own USING (indicator, agency, unit, period)
LEFT JOIN planned AS common
    ON common.indicator = summed.indicator AND common.agency = '' AND common.unit = summed.unit
    AND common.period = summed.period
WHERE reporters > 0
ORDER BY summed.agency, summed.indicator, summed.unit, period_start;
