-- revisions: one row per value that a later submission replaced or withdrew, beside the value that followed
CREATE TABLE revisions AS
WITH repeated AS (
    SELECT agency, unit, indicator, region, period
    FROM received
    GROUP BY ALL
    HAVING count(*) > 1
),
steps AS (
    SELECT
        received.*,
        lead(submission) OVER following AS replaced_by,
        lead(actual) OVER following AS new_actual,
        lead(target) OVER following AS new_target,
        lead(status) OVER following AS new_status
    FROM received
    JOIN repeated USING (agency, unit, indicator, region, period)
    WINDOW following AS (
        PARTITION BY agency, unit, indicator, region, period ORDER BY sequence, source_row
    )
)
SELECT
    agency, unit, indicator, region, period, period_start,
    actual, target, new_actual, new_target, new_status, submission, source_row, replaced_by
FROM steps
WHERE replaced_by IS NOT NULL
    AND (actual IS DISTINCT FROM new_actual OR target IS DISTINCT FROM new_target OR new_status = 'withdrawn')
ORDER BY agency, indicator, unit, region, period_start;
