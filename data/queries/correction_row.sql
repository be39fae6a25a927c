-- the published value of one key with all that a correction keeps; no row when there is none
-- takes: agency, unit, indicator, region, period
-- gives: agency, unit, indicator, region, period, target, target_low, target_high, actual, numerator, denominator
-- gives: as_of, status, source, note, evidence, target_source, submission, row_class
SELECT
    agency, unit, indicator, region, period, target, target_low, target_high, actual, numerator, denominator, as_of,
    status, source, note, evidence, target_source, submission, row_class
FROM observations
WHERE agency = $agency AND unit = $unit AND indicator = $indicator AND region = $region AND period = $period
