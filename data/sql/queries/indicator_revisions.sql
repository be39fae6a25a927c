-- one row per value of one series that a later submission replaced or withdrew
SELECT revisions.*, replacing.received_at, replacing.file
FROM revisions
LEFT JOIN submissions AS replacing ON replacing.submission = revisions.replaced_by
WHERE revisions.indicator = $indicator AND revisions.agency = $agency AND revisions.unit = $unit
    AND revisions.region = $region
ORDER BY revisions.period_start DESC, replacing.received_at DESC
