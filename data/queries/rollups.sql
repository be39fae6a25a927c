-- one row per (indicator, agency, unit, period): province value derived from regencies
-- takes: indicator
-- gives: indicator, agency, unit, period, period_start, frequency, actual, target, target_low, target_high
-- gives: numerator, denominator, achievement, class, tone, gap, regions_reported, regions_total
-- gives: regions_due, share, complete, method, status, data_class
SELECT * FROM rollups WHERE $indicator IS NULL OR indicator = $indicator ORDER BY indicator, agency, unit, period_start
