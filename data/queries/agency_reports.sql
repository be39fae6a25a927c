-- one row per indicator and unit of the agency: reports due by $today since $since, received, missing, late, with gaps
-- an indicator that has stopped, or without a report since $since, expects none; see marts/reports.sql
WITH own AS (
    SELECT *, record NOT IN ('missing', 'awaited') AS came
    FROM reports_on(CAST($today AS DATE))
    WHERE agency = $agency AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
),
counted AS (
    SELECT
        unit, indicator, frequency, max(period_start) FILTER (came) AS last_start,
        arg_max(period, period_start) FILTER (came) AS last_period,
        bool_or(stopped) OR max(period_start) FILTER (came) < CAST($since AS DATE) AS stopped,
        count(*) FILTER (record <> 'awaited' AND period_start >= CAST($since AS DATE)) AS expected,
        count(*) FILTER (came AND period_start >= CAST($since AS DATE)) AS received,
        count(*) FILTER (record = 'missing' AND period_start >= CAST($since AS DATE)) AS missing,
        count(*) FILTER (record = 'late' AND period_start >= CAST($since AS DATE)) AS late,
        count(*) FILTER (came AND len(missing_regions) > 0 AND period_start >= CAST($since AS DATE)) AS incomplete,
        list(period ORDER BY period DESC) FILTER (record = 'missing' AND period_start >= CAST($since AS DATE))
            AS missing_periods
    FROM own
    GROUP BY unit, indicator, frequency
)
SELECT
    counted.indicator, counted.unit, counted.frequency, counted.last_start, counted.last_period,
    indicators.short_id, indicators.short_en, units.name_id AS unit_id, units.name_en AS unit_en,
    counted.stopped,
    CASE WHEN counted.stopped THEN 0 ELSE counted.expected END AS expected,
    CASE WHEN counted.stopped THEN 0 ELSE counted.received END AS received,
    CASE WHEN counted.stopped THEN 0 ELSE counted.missing END AS missing,
    CASE WHEN counted.stopped THEN 0 ELSE counted.late END AS late,
    CASE WHEN counted.stopped THEN 0 ELSE counted.incomplete END AS incomplete,
    CASE WHEN NOT counted.stopped THEN counted.missing_periods END AS missing_periods
FROM counted
JOIN indicators ON indicators.code = counted.indicator
LEFT JOIN units ON units.code = counted.unit AND units.agency = $agency
WHERE counted.last_start IS NOT NULL
ORDER BY missing DESC, late DESC, incomplete DESC, indicators.short_id
