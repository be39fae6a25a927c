-- repeated: the received rows of keys that more than one row gave
CREATE TEMP TABLE repeated AS
SELECT received.*
FROM received
JOIN (
    SELECT agency, unit, indicator, region, period FROM received GROUP BY ALL HAVING count(*) > 1
) USING (agency, unit, indicator, region, period);

-- first_dates: one row per key given more than once: the date of the data that first brought an actual
CREATE TEMP TABLE first_dates AS
SELECT
    agency, unit, indicator, region, period,
    arg_min_null(as_of, (sequence, source_row)) FILTER (actual IS NOT NULL) AS as_of
FROM repeated
GROUP BY ALL;

-- revisions: one row per value that a later submission replaced or withdrew, beside the value that followed
CREATE TABLE revisions AS
WITH steps AS (
    SELECT
        *,
        lead(submission) OVER following AS replaced_by,
        lead(actual) OVER following AS new_actual,
        lead(target) OVER following AS new_target,
        lead(status) OVER following AS new_status,
        lead(as_of) OVER following AS new_as_of,
        lead(note) OVER following AS new_note
    FROM repeated
    WINDOW following AS (
        PARTITION BY agency, unit, indicator, region, period ORDER BY sequence, source_row
    )
)
SELECT
    agency, unit, indicator, region, period, period_start, period_end,
    actual, target, new_actual, new_target, new_status, as_of, new_as_of, new_note,
    submission, source_row, replaced_by
FROM steps
WHERE replaced_by IS NOT NULL
    AND (actual IS DISTINCT FROM new_actual OR target IS DISTINCT FROM new_target OR new_status = 'withdrawn')
ORDER BY agency, indicator, unit, region, period_start;
