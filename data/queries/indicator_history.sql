-- one row per period of one series, oldest first; `standing` by the target of its own period
-- takes: indicator, agency, unit, region, as_of
-- gives: period, period_start, period_end, frequency, target, target_low, target_high, actual, numerator
-- gives: denominator, achievement, class, tone, predicate, gap, previous_year, change_year, as_of, status, source
-- gives: note, evidence, warning, reason, target_source, submission, source_row, standing
SELECT
    told.period, told.period_start, told.period_end, told.frequency, told.target, told.target_low, told.target_high,
    told.actual, told.numerator, told.denominator, told.achievement, told.class, told.tone, told.predicate, told.gap,
    told.previous_year, told.change_year, told.as_of, told.status, told.source, told.note, told.evidence, told.warning,
    told.reason, told.target_source, told.submission, told.source_row,
    shared.stands(told.gap, told.achievement, indicators.near_from) AS standing
FROM (
    -- older snapshots hold no evidence
    SELECT NULL::VARCHAR AS evidence WHERE false
    UNION ALL BY NAME
    FROM observations
) AS told
INNER JOIN indicators ON indicators.code = told.indicator
WHERE told.indicator = $indicator AND told.agency = $agency AND told.unit = $unit AND told.region = $region
    AND ($as_of IS NULL OR told.period_end <= $as_of)
ORDER BY told.period_start
