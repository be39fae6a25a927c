-- one row per period of one series, for the examples of the guide
-- takes: series
-- gives: period, period_start, target, target_low, target_high, actual, status, source
SELECT period, period_start, target, target_low, target_high, actual, status, source
FROM observations
WHERE series = $series
ORDER BY period_start
