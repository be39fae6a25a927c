-- one row per value that a later submission replaced or withdrew, the newest replacement first, at most $limit; a plain
-- gain of a value where there was none is no revision
SELECT
    revisions.agency, agencies.abbreviation, revisions.indicator, indicators.short_id, indicators.short_en,
    revisions.unit, units.name_id AS unit_id, units.name_en AS unit_en, revisions.region, regions.short_name,
    revisions.period, revisions.period_start,
    revisions.actual, revisions.target, revisions.new_actual, revisions.new_target, revisions.new_status,
    100 * (revisions.new_actual - revisions.actual) / nullif(abs(revisions.actual), 0) AS change_percent,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.decimals,
    revisions.submission, revisions.replaced_by, replaced.file AS old_file,
    replacing.file, replacing.received_at, replacing.sender, coalesce(replacing.reason, revisions.new_note) AS reason,
    count(*) OVER () AS of_all
FROM revisions
JOIN agencies ON agencies.code = revisions.agency
JOIN indicators ON indicators.code = revisions.indicator
JOIN regions ON regions.code = revisions.region
LEFT JOIN units ON units.code = revisions.unit AND units.agency = revisions.agency
LEFT JOIN submissions AS replacing ON replacing.submission = revisions.replaced_by
LEFT JOIN submissions AS replaced ON replaced.submission = revisions.submission
WHERE ($agency IS NULL OR revisions.agency = $agency)
    AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), revisions.unit))
    AND ($regions IS NULL OR list_contains(CAST($regions AS VARCHAR[]), revisions.region))
    AND (revisions.actual IS NOT NULL OR revisions.target IS NOT NULL)
ORDER BY replacing.sequence DESC, revisions.agency, revisions.indicator, revisions.region, revisions.period_start DESC
LIMIT CAST($limit AS INTEGER)
