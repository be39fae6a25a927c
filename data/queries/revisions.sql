-- one row per replaced or withdrawn value
-- takes: agency, indicator
-- gives: agency, unit, indicator, region, period, period_start, period_end, actual, target, new_actual, new_target
-- gives: new_status, as_of, changed_on, new_note, submission, source_row, replaced_by, data_class
SELECT *
FROM revisions
WHERE ($agency IS NULL OR agency = $agency) AND ($indicator IS NULL OR indicator = $indicator)
ORDER BY agency, indicator, unit, region, period_start
