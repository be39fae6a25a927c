-- one row per indicator and unit of the agency: reports due by $today since $since, received, missing, late, with gaps
-- a report is all regions of one period; an indicator without a report since $since has stopped and expects none
WITH own AS (
    SELECT unit, indicator, frequency, period, period_start, any_value(period_end) AS period_end,
        count(DISTINCT region) AS regions, max(as_of) AS as_of
    FROM observations
    WHERE agency = $agency AND actual IS NOT NULL
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
    GROUP BY unit, indicator, frequency, period, period_start
),
spans AS (
    SELECT
        own.unit, own.indicator, own.frequency, min(own.period_start) AS first_start, max(own.period_start) AS last_start,
        arg_max(own.period, own.period_start) AS last_period, max(own.regions) AS usual_regions,
        any_value(calendar.due_days) + any_value(calendar.grace_days) AS days,
        CASE own.frequency
            WHEN 'monthly' THEN INTERVAL 1 MONTH
            WHEN 'quarterly' THEN INTERVAL 3 MONTH
            WHEN 'semiannual' THEN INTERVAL 6 MONTH
            ELSE INTERVAL 1 YEAR
        END AS step
    FROM own
    LEFT JOIN calendar ON calendar.frequency = own.frequency
    GROUP BY own.unit, own.indicator, own.frequency
),
starts AS (
    SELECT spans.*, CAST(unnest(range(first_start, CAST($today AS DATE), step)) AS DATE) AS period_start
    FROM spans
    WHERE last_start >= CAST($since AS DATE)
),
due AS (
    SELECT
        *, CAST(period_start + step AS DATE) - 1 + CAST(days AS INTEGER) AS due_day,
        CASE frequency
            WHEN 'monthly' THEN strftime(period_start, '%Y-%m')
            WHEN 'quarterly' THEN strftime(period_start, '%Y') || '-Q' || quarter(period_start)
            WHEN 'semiannual' THEN
                strftime(period_start, '%Y') || CASE WHEN month(period_start) = 1 THEN '-S1' ELSE '-S2' END
            ELSE strftime(period_start, '%Y')
        END AS period
    FROM starts
    WHERE period_start >= CAST($since AS DATE)
),
checked AS (
    SELECT
        due.unit, due.indicator, due.frequency, due.period, own.period IS NULL AS missing, own.as_of > due.due_day AS late,
        own.regions < due.usual_regions AS incomplete
    FROM due
    LEFT JOIN own USING (unit, indicator, frequency, period)
    WHERE own.period IS NOT NULL OR due.due_day <= CAST($today AS DATE)
),
counted AS (
    SELECT
        unit, indicator, frequency, count(*) AS expected, count(*) FILTER (NOT missing) AS received,
        count(*) FILTER (missing) AS missing, count(*) FILTER (late) AS late, count(*) FILTER (incomplete) AS incomplete,
        list(period ORDER BY period DESC) FILTER (missing) AS missing_periods
    FROM checked
    GROUP BY unit, indicator, frequency
)
SELECT
    spans.indicator, spans.unit, spans.frequency, spans.last_start, spans.last_period,
    indicators.short_id, indicators.short_en, units.name_id AS unit_id, units.name_en AS unit_en,
    counted.expected IS NULL AS stopped,
    coalesce(counted.expected, 0) AS expected, coalesce(counted.received, 0) AS received,
    coalesce(counted.missing, 0) AS missing, coalesce(counted.late, 0) AS late,
    coalesce(counted.incomplete, 0) AS incomplete, counted.missing_periods
FROM spans
LEFT JOIN counted USING (unit, indicator, frequency)
JOIN indicators ON indicators.code = spans.indicator
LEFT JOIN units ON units.code = spans.unit AND units.agency = $agency
ORDER BY missing DESC, late DESC, incomplete DESC, indicators.short_id
