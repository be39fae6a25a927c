-- one row per figure or target of Indonesia that belongs to a download of the province
-- takes: agency, indicators, theme, units, regions, first, last, frequency, status
-- gives: indicator, period, actual, target, target_low, target_high, plan, publisher, as_of, confidence, source
SELECT
    national.indicator, national.period, national.actual, national.target, national.target_low, national.target_high,
    national.plan, national.publisher, national.as_of, national.confidence, national.source
FROM shared.national(NULL) AS national
WHERE national.indicator IN (
    SELECT indicator
    FROM shared.downloaded($agency, $indicators, $theme, $units, $regions, $first, $last, $frequency, $status)
    WHERE region = '11'
)
ORDER BY national.indicator, national.period
