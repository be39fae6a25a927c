-- one row per period of one series, oldest first
-- takes: indicator, agency, unit, region, as_of
-- gives: period, period_start, period_end, frequency, target, target_low, target_high, actual, numerator
-- gives: denominator, achievement, class, tone, predicate, gap, previous_year, change_year, as_of, status, source
-- gives: note, evidence, warning, reason, target_source, submission, source_row
SELECT
    period, period_start, period_end, frequency, target, target_low, target_high, actual, numerator, denominator,
    achievement, class, tone, predicate, gap, previous_year, change_year, as_of, status, source, note, evidence, warning,
    reason, target_source, submission, source_row
FROM (
    -- older snapshots hold no evidence
    SELECT NULL::VARCHAR AS evidence WHERE false
    UNION ALL BY NAME
    FROM observations
)
WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND region = $region
    AND ($as_of IS NULL OR period_end <= $as_of)
ORDER BY period_start
