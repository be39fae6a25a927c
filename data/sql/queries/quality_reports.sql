-- the record of reports: kind 'total', one row per agency and quarter with counts; kind 'trouble', one row per report
-- that is missing, late or lacks regencies, the missing first, at most $limit, of_all counts all of them
-- a report is what an agency or unit says of one indicator and period, all its regions together; it is dated by the
-- last of them, corrections apart. Due is what should be there by $today, never a clock's. An indicator silent for two
-- years has stopped and owes nothing after its last report.
WITH places AS (
    -- regions of each indicator with the span in which they reported
    SELECT
        agency, unit, indicator, frequency, region, last_start, status = 'simulated' AS simulated,
        make_date(
            CAST(first_period[1:4] AS INTEGER),
            CASE
                WHEN first_period[6] = 'Q' THEN 3 * CAST(first_period[7] AS INTEGER) - 2
                WHEN first_period[6] = 'S' THEN 6 * CAST(first_period[7] AS INTEGER) - 5
                WHEN len(first_period) = 7 THEN CAST(first_period[6:7] AS INTEGER)
                ELSE 1
            END, 1
        ) AS first_start
    FROM series
    WHERE n > 0 AND ($agency IS NULL OR agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
),
spans AS (
    SELECT
        places.agency, places.unit, places.indicator, places.frequency,
        min(first_start) AS first_start, max(last_start) AS last_start, bool_or(simulated) AS simulated,
        list({'region': region, 'first_start': first_start} ORDER BY region) AS places,
        CAST(any_value(calendar.due_days + calendar.grace_days) AS INTEGER) AS days,
        CASE places.frequency
            WHEN 'monthly' THEN INTERVAL 1 MONTH
            WHEN 'quarterly' THEN INTERVAL 3 MONTH
            WHEN 'semiannual' THEN INTERVAL 6 MONTH
            ELSE INTERVAL 1 YEAR
        END AS step
    FROM places
    LEFT JOIN calendar ON calendar.frequency = places.frequency
    GROUP BY places.agency, places.unit, places.indicator, places.frequency
),
starts AS (
    SELECT
        *, last_start + step <= CAST($today AS DATE) - INTERVAL 2 YEAR AS stopped,
        CAST(unnest(range(first_start, CAST($last_day AS DATE) + 1, step)) AS DATE) AS period_start
    FROM spans
),
due AS (
    SELECT
        *, CAST(period_start + step AS DATE) - 1 AS period_end, CAST(period_start + step AS DATE) - 1 + days AS due_day,
        CASE frequency
            WHEN 'monthly' THEN strftime(period_start, '%Y-%m')
            WHEN 'quarterly' THEN strftime(period_start, '%Y') || '-Q' || quarter(period_start)
            WHEN 'semiannual' THEN
                strftime(period_start, '%Y') || CASE WHEN month(period_start) = 1 THEN '-S1' ELSE '-S2' END
            ELSE strftime(period_start, '%Y')
        END AS period
    FROM starts
    WHERE CAST(period_start + step AS DATE) - 1 BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND (NOT stopped OR period_start <= last_start)
),
corrected AS (
    SELECT DISTINCT agency, unit, indicator, region, period FROM revisions
),
came AS (
    SELECT
        observations.agency, observations.unit, observations.indicator, observations.frequency, observations.period,
        list(DISTINCT observations.region) AS regions,
        coalesce(max(observations.as_of) FILTER (corrected.agency IS NULL), max(observations.as_of)) AS as_of
    FROM observations
    LEFT JOIN corrected USING (agency, unit, indicator, region, period)
    WHERE observations.actual IS NOT NULL
        AND observations.period_end BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND ($agency IS NULL OR observations.agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), observations.unit))
    GROUP BY ALL
),
reports AS (
    SELECT
        due.agency, due.unit, due.indicator, due.period, due.period_end, due.due_day, due.simulated, came.as_of,
        CASE
            WHEN came.period IS NULL THEN 'missing'
            WHEN came.as_of IS NULL THEN 'undated'
            WHEN came.as_of > due.due_day THEN 'late'
            ELSE 'on_time'
        END AS record,
        came.as_of - due.due_day AS days_late,
        list_transform(
            list_filter(due.places, lambda place:
                came.period IS NOT NULL AND place.first_start <= due.period_start
                AND NOT list_contains(came.regions, place.region)),
            lambda place: place.region
        ) AS missing_regions
    FROM due
    LEFT JOIN came USING (agency, unit, indicator, frequency, period)
    WHERE came.period IS NOT NULL OR due.due_day <= CAST($today AS DATE)
),
totals AS (
    SELECT
        'total' AS kind, agency,
        strftime(period_end, '%Y') || '-Q' || quarter(period_end) AS quarter,
        count(*) AS expected, count(*) FILTER (record = 'on_time') AS on_time, count(*) FILTER (record = 'late') AS late,
        count(*) FILTER (record = 'undated') AS undated, count(*) FILTER (record = 'missing') AS missing,
        count(*) FILTER (len(missing_regions) > 0) AS incomplete, count(*) FILTER (simulated) AS simulated
    FROM reports
    GROUP BY ALL
),
troubles AS (
    SELECT
        'trouble' AS kind, agency, strftime(period_end, '%Y') || '-Q' || quarter(period_end) AS quarter, unit, indicator,
        period, period_end, due_day, as_of, record, days_late, missing_regions, CAST(simulated AS BIGINT) AS simulated,
        count(*) OVER () AS of_all
    FROM reports
    WHERE record IN ('missing', 'late') OR len(missing_regions) > 0
    QUALIFY row_number() OVER (
        ORDER BY record = 'missing' DESC, record = 'late' DESC, period_end DESC, agency, indicator, unit
    ) <= CAST($limit AS INTEGER)
)
SELECT
    told.*, agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    units.name_id AS unit_id, units.name_en AS unit_en, indicators.short_id, indicators.short_en
FROM (FROM totals UNION ALL BY NAME FROM troubles) AS told
JOIN agencies ON agencies.code = told.agency
LEFT JOIN units ON units.code = told.unit AND units.agency = told.agency
LEFT JOIN indicators ON indicators.code = told.indicator
ORDER BY
    told.kind, agencies.name_id, told.quarter, told.record = 'missing' DESC, told.record = 'late' DESC,
    told.period_end DESC, told.indicator, told.unit
