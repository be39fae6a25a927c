-- one row per series of a regency and region: the values of the same period, source and kind, province included;
-- where the province reports none, the rate that follows from its regencies
-- takes: region, as_of, agency, units
-- gives: agency, unit, indicator, period, region, actual, target_low, target_high, numerator, denominator, factor
-- gives: counting, better, counted
WITH own AS (
    SELECT
        observations.agency, observations.unit, observations.indicator, observations.period, observations.source,
        observations.status = 'simulated' AS simulated, observations.target_low, observations.target_high
    FROM shared.standing_in($region, $as_of)
    INNER JOIN observations USING (series, period)
    WHERE shared.in_scope($agency, $units, observations.agency, observations.unit)
),
beside AS (
    SELECT
        own.agency, own.unit, own.indicator, own.period, observations.region, observations.actual,
        own.target_low, own.target_high, observations.numerator, observations.denominator
    FROM own
    INNER JOIN observations
        ON observations.agency = own.agency AND observations.unit = own.unit
        AND observations.indicator = own.indicator AND observations.period = own.period
        AND observations.source IS NOT DISTINCT FROM own.source
        AND (observations.status = 'simulated') = own.simulated
    WHERE observations.actual IS NOT NULL
    UNION ALL
    SELECT
        own.agency, own.unit, own.indicator, own.period, '11', rollups.actual, own.target_low, own.target_high,
        rollups.numerator, rollups.denominator
    FROM own
    INNER JOIN rollups
        ON rollups.agency = own.agency AND rollups.unit = own.unit
        AND rollups.indicator = own.indicator AND rollups.period = own.period
    WHERE rollups.method = 'ratio' AND rollups.actual IS NOT NULL
)
SELECT
    beside.*, indicators.factor, indicators.counting, indicators.better, indicators.region_aggregation = 'sum' AS counted
FROM beside
INNER JOIN indicators ON indicators.code = beside.indicator
ORDER BY beside.agency, beside.unit, beside.indicator, beside.region
