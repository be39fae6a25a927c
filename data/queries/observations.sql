-- one row per observation; every filter is exact and may be left out; an empty unit is the agency itself
-- takes: agency, unit, indicator, region, period
-- gives: agency, unit, indicator, region, period, period_start, period_end, frequency, target, target_low
-- gives: target_high, actual, numerator, denominator, achievement, class, tone, predicate, gap, previous_year
-- gives: change_year, as_of, status, source, note, evidence, warning, reason, target_source, submission, source_row
-- gives: series
SELECT
    agency, unit, indicator, region, period, period_start, period_end, frequency,
    target, target_low, target_high, actual, numerator, denominator,
    achievement, class, tone, predicate, gap, previous_year, change_year,
    as_of, status, source, note, evidence, warning, reason, target_source, submission, source_row, series
FROM observations
WHERE ($agency IS NULL OR agency = $agency)
    AND ($unit IS NULL OR unit = $unit)
    AND ($indicator IS NULL OR indicator = $indicator)
    AND ($region IS NULL OR region = $region)
    AND ($period IS NULL OR period = $period)
ORDER BY series, period_start
