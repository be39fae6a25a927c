-- one row per value that a later submission replaced or withdrew, the newest replacement first, at most $limit; a plain
-- gain of a value where there was none is no revision
-- takes: agency, units, regions, limit
-- gives: agency, abbreviation, indicator, short_id, short_en, unit, unit_id, unit_en, region, short_name, period
-- gives: period_start, actual, target, new_actual, new_target, new_status, change_percent, measure_id, measure_en
-- gives: decimals, submission, replaced_by, old_file, file, received_at, sender, reason, of_all
WITH replaced AS (
    SELECT *
    FROM revisions
    WHERE shared.in_scope($agency, $units, agency, unit)
        AND shared.chosen($regions, region)
        AND (actual IS NOT NULL OR target IS NOT NULL)
)
SELECT
    revised.agency, abbreviation, indicator, short_id, short_en, unit, unit_id, unit_en,
    region, region_name AS short_name, period, period_start,
    actual, target, new_actual, new_target, new_status,
    100 * (new_actual - actual) / nullif(abs(actual), 0) AS change_percent,
    measure_id, measure_en, decimals, revised.submission, replaced_by, before.file AS old_file,
    replacing.file, replacing.received_at, replacing.sender, coalesce(replacing.reason, new_note) AS reason,
    count(*) OVER () AS of_all
FROM shared.placed_and_named('replaced') AS revised
LEFT JOIN submissions AS replacing ON replacing.submission = revised.replaced_by
LEFT JOIN submissions AS before ON before.submission = revised.submission
ORDER BY replacing.sequence DESC, revised.agency ASC, indicator ASC, region ASC, period_start DESC
LIMIT CAST($limit AS INTEGER)
