-- repeated: the received rows of keys that more than one row gave
CREATE TEMP TABLE repeated AS
WITH given_again AS (
    SELECT agency, unit, indicator, region, period FROM received GROUP BY ALL HAVING count(*) > 1
)
SELECT received.*
FROM received
INNER JOIN given_again USING (agency, unit, indicator, region, period);

-- first_dates: one row per key given more than once: the date of the data that first brought an actual, simulated
-- ones apart where real ones stand
CREATE TEMP TABLE first_dates AS
SELECT
    agency, unit, indicator, region, period,
    arg_min_null(as_of, (sequence, source_row)) FILTER (actual IS NOT NULL) AS as_of
FROM repeated
LEFT JOIN real USING (agency, indicator)
WHERE status <> 'simulated' OR real.agency IS NULL
GROUP BY ALL;

-- series_classes: how far each series is closed
CREATE TEMP TABLE series_classes AS
SELECT agency, unit, indicator, region, any_value(data_class) AS data_class
FROM observations
GROUP BY ALL;

-- revisions: one row per value that a later submission replaced or withdrew, beside the value that followed; changed_on
-- is the date of the data that followed, or the day of receipt of a correction, which keeps the date of its data
CREATE TABLE revisions AS
WITH steps AS (
    SELECT
        *,
        lead(submission) OVER following AS replaced_by,
        lead(actual) OVER following AS new_actual,
        lead(target) OVER following AS new_target,
        lead(status) OVER following AS new_status,
        lead(as_of) OVER following AS new_as_of,
        lead(note) OVER following AS new_note,
        lead(data_class) OVER following AS new_class,
        lead(small) OVER following AS new_small
    FROM repeated
    WINDOW following AS (
        PARTITION BY agency, unit, indicator, region, period ORDER BY sequence, source_row
    )
)
SELECT
    steps.agency, unit, indicator, region, period, period_start, period_end,
    actual, target, new_actual, new_target, new_status, as_of,
    CASE
        WHEN starts_with(new_note, 'Koreksi: ') THEN CAST(replacing.received_at[1:10] AS DATE)
        ELSE new_as_of
    END AS changed_on,
    new_note, steps.submission, source_row, replaced_by,
    class_of_closeness(greatest(
        closeness(steps.data_class), closeness(new_class), by_indicator, closeness(series_classes.data_class),
        closeness_of_small(small OR new_small)
    )) AS data_class
FROM steps
LEFT JOIN governed USING (indicator)
LEFT JOIN series_classes USING (agency, unit, indicator, region)
LEFT JOIN submissions AS replacing ON replacing.submission = steps.replaced_by
WHERE replaced_by IS NOT NULL
    AND (actual IS DISTINCT FROM new_actual OR target IS DISTINCT FROM new_target OR new_status = 'withdrawn')
ORDER BY steps.agency, indicator, unit, region, period_start;
