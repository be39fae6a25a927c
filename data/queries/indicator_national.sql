-- one row per period of an indicator with a figure or a target of Indonesia
-- takes: as_of, indicator
-- gives: indicator, period, actual, target, target_low, target_high, plan, publisher, as_of, confidence, source
SELECT indicator, period, actual, target, target_low, target_high, plan, publisher, as_of, confidence, source
FROM shared.national($as_of)
WHERE indicator = $indicator
ORDER BY period
