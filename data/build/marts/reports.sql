-- example: one row: whether the store only shows what it can do, and the newest date of its reports. It does while
-- simulated values stand and nothing official has come but published statistics of the exports it began with; the first
-- official value of one's own ends it
CREATE TABLE example AS
WITH dates AS (
    SELECT
        count(*) FILTER (status = 'simulated') AS simulated, count(*) FILTER (status <> 'simulated') AS official,
        max(coalesce(as_of, period_end)) AS newest,
        max(as_of) FILTER (status = 'simulated') AS simulated_day,
        max(as_of) FILTER (status <> 'simulated') AS official_day,
        bool_or(coalesce(submissions.own, FALSE) AND status <> 'simulated') AS own
    FROM observations
    LEFT JOIN submissions USING (submission)
    WHERE actual IS NOT NULL
)
SELECT
    simulated > 0 AND NOT coalesce(own, FALSE) AND coalesce(official_day < simulated_day, TRUE) AS is_example,
    simulated > 0 AND official = 0 AS all_simulated,
    coalesce(simulated_day, newest) AS example_day
FROM dates;

-- judged_on: the day by which targets are judged at `today`; a sample is judged at its own date
CREATE MACRO judged_on(today) AS (
    SELECT CASE WHEN is_example THEN least(today, example_day) ELSE today END FROM example
);

-- reported_on: the day by which reports are late or missing at `today`: that of the clock, unless every value is simulated
CREATE MACRO reported_on(today) AS (
    SELECT CASE WHEN is_example AND all_simulated THEN least(today, example_day) ELSE today END FROM example
);

-- reports: one row per report that came, should have come, or is awaited in the two years after the newest date of data
-- a report is what an agency or unit says of one indicator and period, all its regions together; it is dated by the
-- last of them, corrections apart; a line silent for two years has stopped and owes nothing after its last report, nor
-- does one that the register ends; `closed` is the day from which that shows: the next report would have been due
-- deadline and due_day count calendar days after the period's end: a weekend does not move them, the grace days up to
-- due_day are there for that; due_day itself is still in time
CREATE MACRO step_of(frequency) AS CASE frequency
    WHEN 'monthly' THEN INTERVAL 1 MONTH
    WHEN 'quarterly' THEN INTERVAL 3 MONTH
    WHEN 'semiannual' THEN INTERVAL 6 MONTH
    ELSE INTERVAL 1 YEAR
END;

CREATE MACRO period_of(frequency, start) AS CASE frequency
    WHEN 'monthly' THEN strftime(start, '%Y-%m')
    WHEN 'quarterly' THEN strftime(start, '%Y') || '-Q' || quarter(start)
    WHEN 'semiannual' THEN strftime(start, '%Y') || CASE WHEN month(start) = 1 THEN '-S1' ELSE '-S2' END
    ELSE strftime(start, '%Y')
END;

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
        max(period_end) AS last_end, bool_or(status = 'simulated') AS simulated,
        any_value(data_class) AS data_class
    FROM dated
    GROUP BY agency, unit, indicator, frequency, region
),
spans AS (
    SELECT
        places.agency, places.unit, places.indicator, places.frequency,
        min(first_start) AS first_start, max(last_start) AS last_start, max(last_end) AS last_end,
        max(last_end) < any_value(newest.day) - INTERVAL 2 YEAR AS stopped, bool_or(simulated) AS simulated,
        class_of_closeness(max(closeness(places.data_class))) AS data_class,
        list({'region': region, 'first_start': first_start, 'last_start': last_start} ORDER BY region) AS places,
        CAST(any_value(calendar.due_days) AS INTEGER) AS due_days,
        CAST(any_value(calendar.grace_days) AS INTEGER) AS grace_days,
        any_value(nullif(indicators.until, '')) AS until,
        step_of(places.frequency) AS step
    FROM places
    CROSS JOIN newest
    LEFT JOIN calendar ON calendar.frequency = places.frequency
    LEFT JOIN indicators ON indicators.code = places.indicator AND indicators.frequency = places.frequency
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
        period_of(frequency, period_start) AS period
    FROM starts
    WHERE until IS NULL OR period_start <= last_start OR period_of(frequency, period_start) <= until
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
    due.last_end, due.stopped, due.simulated,
    CASE
        WHEN due.until <= max(due.period) OVER (PARTITION BY due.agency, due.unit, due.indicator, due.frequency)
            THEN CAST(max(due.due_day) OVER (PARTITION BY due.agency, due.unit, due.indicator, due.frequency)
                + due.step AS DATE)
    END AS closed, due.data_class
FROM due
CROSS JOIN newest
LEFT JOIN came USING (agency, unit, indicator, frequency, period)
ORDER BY due.agency, due.indicator, due.unit, due.period_start;

-- reporting_lines: what goes on or has ended, also of those whose reports the reader may not see: nothing is owed of these
CREATE VIEW reporting_lines AS
SELECT DISTINCT agency, indicator, last_end
FROM reports;

-- owed_on: reports that the register asks for and no line that goes on gives, of the two years up to `today` and the year
-- to come: an indicator of its agency, or of every agency where each reports its own
CREATE MACRO owed_on(today) AS TABLE
WITH going AS (
    SELECT agency, indicator
    FROM reporting_lines
    WHERE last_end >= today - INTERVAL 2 YEAR
),
asked AS (
    SELECT
        agencies.code AS agency, indicators.code AS indicator, indicators.frequency,
        nullif(indicators.since, '') AS since, nullif(indicators.until, '') AS until,
        CAST(unnest(range(
            CAST(date_trunc('year', today - INTERVAL 2 YEAR) AS DATE), CAST(today + INTERVAL 1 YEAR AS DATE),
            step_of(indicators.frequency)
        )) AS DATE) AS period_start
    FROM indicators
    INNER JOIN agencies
        ON (agencies.code = indicators.agency AND indicators.reported_by IN ('', 'owner'))
        OR (agencies.counted = 'yes' AND indicators.reported_by = 'every_agency')
    ANTI JOIN going ON going.agency = agencies.code AND going.indicator = indicators.code
),
dated AS (
    SELECT
        agency, indicator, asked.frequency, since, until, period_start, period_of(asked.frequency, period_start) AS period,
        CAST(period_start + step_of(asked.frequency) AS DATE) - 1 AS period_end,
        CAST(calendar.due_days AS INTEGER) AS due_days, CAST(calendar.grace_days AS INTEGER) AS grace_days
    FROM asked
    LEFT JOIN calendar ON calendar.frequency = asked.frequency
)
SELECT
    agency, indicator, frequency, period, period_start, period_end, period_end + due_days AS deadline,
    period_end + due_days + grace_days AS due_day
FROM dated
WHERE period_end >= today - INTERVAL 2 YEAR AND (since IS NULL OR period >= since)
    AND (until IS NULL OR period_of(frequency, today) <= until);

-- reports_on: the record as it stands on a day of the reader's: what came by then, is missing, or is still awaited.
-- silent: nothing of this line for two years, or the register ended it; stopped: it owes nothing more, for one that is
-- silent unasked still owes what the register asks of its agency
CREATE MACRO reports_on(today) AS TABLE
WITH owed AS (
    SELECT * FROM owed_on(today)
),
pairs AS (
    SELECT DISTINCT agency, indicator FROM owed
),
known AS (
    SELECT
        reports.* EXCLUDE (record, stopped, closed),
        CASE
            WHEN record NOT IN ('missing', 'awaited') AND (as_of IS NULL OR as_of <= today) THEN record
            WHEN due_day < today THEN 'missing'
            ELSE 'awaited'
        END AS record,
        last_end < today - INTERVAL 2 YEAR OR coalesce(closed < today, FALSE) AS silent,
        pairs.agency IS NOT NULL AND unit = '' AS asked
    FROM reports
    LEFT JOIN pairs USING (agency, indicator)
)
SELECT * EXCLUDE (asked), silent AND NOT asked AS stopped
FROM known
WHERE period_end <= last_end OR NOT silent
UNION ALL BY NAME
SELECT
    owed.agency, '' AS unit, owed.indicator, owed.frequency, owed.period, owed.period_start, owed.period_end,
    owed.deadline, owed.due_day, CASE WHEN owed.due_day < today THEN 'missing' ELSE 'awaited' END AS record,
    FALSE AS silent, FALSE AS stopped, example.is_example AS simulated
FROM owed
CROSS JOIN example
ANTI JOIN reports
    ON reports.agency = owed.agency AND reports.indicator = owed.indicator AND reports.unit = ''
    AND reports.period = owed.period AND reports.period_end <= reports.last_end;
