-- one row per indicator and unit of the agency: reports expected, received, missing and late, regencies counted singly; expected is what was due by $today
WITH own AS (
    SELECT series, unit, indicator, region, frequency, period, period_start, period_end, as_of
    FROM observations
    WHERE agency = $agency AND actual IS NOT NULL
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
),
spans AS (
    SELECT series, any_value(unit) AS unit, any_value(indicator) AS indicator, any_value(frequency) AS frequency,
        min(period_start) AS first_start
    FROM own
    GROUP BY series
),
steps AS (
    SELECT spans.*, calendar.due_days + calendar.grace_days AS days,
        CASE spans.frequency
            WHEN 'monthly' THEN INTERVAL 1 MONTH
            WHEN 'quarterly' THEN INTERVAL 3 MONTH
            WHEN 'semiannual' THEN INTERVAL 6 MONTH
            ELSE INTERVAL 1 YEAR
        END AS step
    FROM spans
    LEFT JOIN calendar ON calendar.frequency = spans.frequency
),
starts AS (
    SELECT steps.*, CAST(unnest(range(first_start, CAST($today AS DATE), step)) AS DATE) AS period_start
    FROM steps
),
expected AS (
    SELECT *, CAST(period_start + step AS DATE) - 1 AS period_end,
        CASE frequency
            WHEN 'monthly' THEN strftime(period_start, '%Y-%m')
            WHEN 'quarterly' THEN strftime(period_start, '%Y') || '-Q' || quarter(period_start)
            WHEN 'semiannual' THEN strftime(period_start, '%Y') || CASE WHEN month(period_start) = 1 THEN '-S1' ELSE '-S2' END
            ELSE strftime(period_start, '%Y')
        END AS period
    FROM starts
),
checked AS (
    SELECT expected.*, own.as_of, own.series IS NULL AS missing,
        own.as_of > expected.period_end + CAST(expected.days AS INTEGER) AS late
    FROM expected
    LEFT JOIN own USING (series, period)
    WHERE own.series IS NOT NULL OR expected.period_end + CAST(expected.days AS INTEGER) <= CAST($today AS DATE)
)
SELECT
    checked.indicator, checked.unit, indicators.short_id, indicators.short_en, checked.frequency,
    units.name_id AS unit_id, units.name_en AS unit_en,
    count(*) AS expected, count(*) FILTER (NOT missing) AS received, count(*) FILTER (missing) AS missing,
    count(*) FILTER (late) AS late,
    list(DISTINCT period ORDER BY period DESC) FILTER (missing) AS missing_periods,
    max(period_start) FILTER (NOT missing) AS last_start, arg_max(period, period_start) FILTER (NOT missing) AS last_period,
    max(as_of) AS last_as_of
FROM checked
JOIN indicators ON indicators.code = checked.indicator
LEFT JOIN units ON units.code = checked.unit AND units.agency = $agency
GROUP BY ALL
ORDER BY missing DESC, late DESC, indicators.short_id
