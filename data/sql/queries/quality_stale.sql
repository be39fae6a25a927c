-- one row per indicator and unit whose newest report is not the newest one due by $today, or that has stopped: silent
-- for two years and no longer asked for; the longest behind first
WITH own AS (
    SELECT
        series.agency, series.unit, series.indicator, series.frequency, max(series.last_start) AS last_start,
        arg_max(series.last_period, series.last_start) AS last_period, bool_or(series.status = 'simulated') AS simulated,
        CAST(any_value(calendar.due_days + calendar.grace_days) AS INTEGER) AS days,
        CASE series.frequency
            WHEN 'monthly' THEN INTERVAL 1 MONTH
            WHEN 'quarterly' THEN INTERVAL 3 MONTH
            WHEN 'semiannual' THEN INTERVAL 6 MONTH
            ELSE INTERVAL 1 YEAR
        END AS step
    FROM series
    LEFT JOIN calendar ON calendar.frequency = series.frequency
    WHERE series.n > 0 AND ($agency IS NULL OR series.agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), series.unit))
    GROUP BY series.agency, series.unit, series.indicator, series.frequency
),
behind AS (
    SELECT
        *, last_start + step <= CAST($today AS DATE) - INTERVAL 2 YEAR AS stopped,
        CAST(last_start + step + step AS DATE) - 1 + days AS first_due_day,
        len(list_filter(
            range(CAST(last_start + step AS TIMESTAMP), CAST($today AS TIMESTAMP), step),
            lambda start: CAST(start + step AS DATE) - 1 + days <= CAST($today AS DATE)
        )) AS periods_behind
    FROM own
)
SELECT
    behind.agency, behind.unit, behind.indicator, behind.frequency, behind.last_start, behind.last_period,
    behind.simulated, behind.stopped, behind.first_due_day, behind.periods_behind,
    agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    units.name_id AS unit_id, units.name_en AS unit_en, indicators.short_id, indicators.short_en
FROM behind
JOIN agencies ON agencies.code = behind.agency
JOIN indicators ON indicators.code = behind.indicator
LEFT JOIN units ON units.code = behind.unit AND units.agency = behind.agency
WHERE behind.stopped OR behind.periods_behind > 0
ORDER BY stopped, periods_behind DESC, first_due_day, behind.agency, behind.indicator, behind.unit
