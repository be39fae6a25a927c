-- reports: one row per report that came, should have come, or is awaited in the two years after the newest date of data
-- a report is what an agency or unit says of one indicator and period, all its regions together; it is dated by the
-- last of them, corrections apart; an indicator silent for two years has stopped and owes nothing after its last report
-- deadline and due_day count calendar days after the period's end: a weekend does not move them, the grace days up to
-- due_day are there for that; due_day itself is still in time
CREATE TABLE reports AS
WITH newest AS (
    SELECT coalesce(max(as_of), max(period_end)) AS day FROM observations
),
dated AS (
    SELECT observations.* EXCLUDE (as_of), coalesce(first_dates.as_of, observations.as_of) AS as_of
    FROM observations
    LEFT JOIN first_dates USING (agency, unit, indicator, region, period)
    WHERE observations.actual IS NOT NULL
),
came AS (
    SELECT
        agency, unit, indicator, frequency, period, period_start, any_value(period_end) AS period_end,
        list(DISTINCT region) AS regions, max(as_of) AS as_of
    FROM dated
    GROUP BY agency, unit, indicator, frequency, period, period_start
),
places AS (
    -- regions of each indicator with the span in which they reported
    SELECT
        agency, unit, indicator, frequency, region, min(period_start) AS first_start, max(period_start) AS last_start,
        max(period_end) AS last_end, bool_or(status = 'simulated') AS simulated
    FROM dated
    GROUP BY agency, unit, indicator, frequency, region
),
spans AS (
    SELECT
        places.agency, places.unit, places.indicator, places.frequency,
        min(first_start) AS first_start, max(last_start) AS last_start, max(last_end) AS last_end,
        max(last_end) < any_value(newest.day) - INTERVAL 2 YEAR AS stopped, bool_or(simulated) AS simulated,
        list({'region': region, 'first_start': first_start, 'last_start': last_start} ORDER BY region) AS places,
        CAST(any_value(calendar.due_days) AS INTEGER) AS due_days,
        CAST(any_value(calendar.grace_days) AS INTEGER) AS grace_days,
        CASE places.frequency
            WHEN 'monthly' THEN INTERVAL 1 MONTH
            WHEN 'quarterly' THEN INTERVAL 3 MONTH
            WHEN 'semiannual' THEN INTERVAL 6 MONTH
            ELSE INTERVAL 1 YEAR
        END AS step
    FROM places
    CROSS JOIN newest
    LEFT JOIN calendar ON calendar.frequency = places.frequency
    GROUP BY places.agency, places.unit, places.indicator, places.frequency
),
starts AS (
    SELECT
        spans.*,
        CAST(unnest(range(
            first_start,
            CAST(CASE WHEN stopped THEN last_start + INTERVAL 1 DAY ELSE newest.day + INTERVAL 2 YEAR END AS DATE),
            step
        )) AS DATE) AS period_start
    FROM spans
    CROSS JOIN newest
),
due AS (
    SELECT
        *, CAST(period_start + step AS DATE) - 1 AS period_end,
        CAST(period_start + step AS DATE) - 1 + due_days AS deadline,
        CAST(period_start + step AS DATE) - 1 + due_days + grace_days AS due_day,
        CASE frequency
            WHEN 'monthly' THEN strftime(period_start, '%Y-%m')
            WHEN 'quarterly' THEN strftime(period_start, '%Y') || '-Q' || quarter(period_start)
            WHEN 'semiannual' THEN
                strftime(period_start, '%Y') || CASE WHEN month(period_start) = 1 THEN '-S1' ELSE '-S2' END
            ELSE strftime(period_start, '%Y')
        END AS period
    FROM starts
)
SELECT
    due.agency, due.unit, due.indicator, due.frequency, due.period, due.period_start, due.period_end,
    due.deadline, due.due_day,
    CASE
        WHEN came.period IS NULL AND due.due_day < newest.day THEN 'missing'
        WHEN came.period IS NULL THEN 'awaited'
        WHEN came.as_of IS NULL THEN 'undated'
        WHEN came.as_of > due.due_day THEN 'late'
        ELSE 'on_time'
    END AS record,
    came.as_of, greatest(came.as_of - due.due_day, 0) AS days_late,
    CAST(len(came.regions) AS INTEGER) AS regions,
    -- regions that reported before and after, or still should, and are not in this report
    CASE WHEN came.period IS NOT NULL THEN
        list_transform(
            list_filter(due.places, lambda place:
                place['first_start'] <= due.period_start AND NOT list_contains(came.regions, place['region'])
                AND (place['last_start'] >= due.period_start OR NOT due.stopped)),
            lambda place: place['region'])
    END AS missing_regions,
    due.last_end, due.stopped, due.simulated
FROM due
CROSS JOIN newest
LEFT JOIN came USING (agency, unit, indicator, frequency, period)
ORDER BY due.agency, due.indicator, due.unit, due.period_start;

-- reports_on: the record as it stands on a day of the reader's: what came by then, is missing, or is still awaited
CREATE MACRO reports_on(today) AS TABLE
SELECT
    * EXCLUDE (record, stopped),
    CASE
        WHEN record NOT IN ('missing', 'awaited') AND (as_of IS NULL OR as_of <= today) THEN record
        WHEN due_day < today THEN 'missing'
        ELSE 'awaited'
    END AS record,
    stopped OR last_end < today - INTERVAL 2 YEAR AS stopped
FROM reports
WHERE period_end <= last_end OR NOT (stopped OR last_end < today - INTERVAL 2 YEAR);
