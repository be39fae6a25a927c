-- one row per period: the province value that follows from the regencies of one agency and unit, oldest first
-- takes: indicator, agency, unit, as_of
-- gives: period, period_start, frequency, target, target_low, target_high, actual, numerator, denominator
-- gives: achievement, class, tone, gap, regions_reported, regions_total, regions_due, share, complete, method, status
-- gives: standing
SELECT
    rollups.period, rollups.period_start, rollups.frequency, rollups.target, rollups.target_low, rollups.target_high,
    rollups.actual, rollups.numerator, rollups.denominator, rollups.achievement, rollups.class, rollups.tone, rollups.gap,
    rollups.regions_reported, rollups.regions_total, rollups.regions_due, rollups.share, rollups.complete,
    rollups.method, rollups.status, shared.stands(rollups.gap, rollups.achievement, indicators.near_from) AS standing
FROM rollups
INNER JOIN indicators ON indicators.code = rollups.indicator
WHERE rollups.indicator = $indicator AND rollups.agency = $agency AND rollups.unit = $unit
    AND ($as_of IS NULL OR rollups.period_start <= $as_of)
ORDER BY rollups.period_start
