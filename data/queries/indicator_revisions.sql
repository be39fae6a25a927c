-- one row per value of one series that a later submission replaced or withdrew, the newest replacement first
-- takes: indicator, agency, unit, region
-- gives: agency, unit, indicator, region, period, period_start, period_end, actual, target, new_actual, new_target
-- gives: new_status, as_of, changed_on, new_note, submission, source_row, replaced_by, data_class, old_file, old_received_at
-- gives: received_at, file, sender, reason
SELECT
    revisions.*, replaced.file AS old_file, replaced.received_at AS old_received_at,
    replacing.received_at, replacing.file, replacing.sender, replacing.reason
FROM revisions
LEFT JOIN submissions AS replacing ON replacing.submission = revisions.replaced_by
LEFT JOIN submissions AS replaced ON replaced.submission = revisions.submission
WHERE revisions.indicator = $indicator AND revisions.agency = $agency AND revisions.unit = $unit
    AND revisions.region = $region
ORDER BY replacing.sequence DESC, revisions.period_start DESC
