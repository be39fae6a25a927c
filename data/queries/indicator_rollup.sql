-- one row per period: the province value that follows from the regencies of one agency and unit, oldest first
-- takes: indicator, agency, unit, as_of
-- gives: period, period_start, frequency, target, target_low, target_high, actual, numerator, denominator
-- gives: achievement, class, tone, regions_reported, regions_total, method, status
SELECT
    period, period_start, frequency, target, target_low, target_high, actual, numerator, denominator, achievement,
    class, tone, regions_reported, regions_total, method, status
FROM rollups
WHERE indicator = $indicator AND agency = $agency AND unit = $unit
    AND ($as_of IS NULL OR period_start <= $as_of)
ORDER BY period_start
