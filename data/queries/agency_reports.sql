-- one row per indicator and unit of the agency: reports due by $today of the periods ended since $since, received, missing, late, with gaps
-- what has stopped expects none; what the register asks for and never came is missing; see marts/reports.sql
-- takes: since, today, agency, units
-- gives: indicator, unit, frequency, last_start, last_period, short_id, short_en, unit_id, unit_en, stopped
-- gives: expected, received, missing, late, incomplete, missing_periods
WITH own AS (
    SELECT
        *, record NOT IN ('missing', 'awaited') AS came, period_end BETWEEN CAST($since AS DATE) AND CAST($today AS DATE) AS asked
    FROM reports_on(CAST($today AS DATE))
    WHERE agency = $agency AND shared.chosen($units, unit)
),
counted AS (
    SELECT
        agency, unit, indicator, frequency, max(period_start) FILTER (came) AS last_start,
        arg_max(period, period_start) FILTER (came) AS last_period,
        bool_and(stopped) AS stopped,
        count(*) FILTER (record <> 'awaited' AND asked) AS expected,
        count(*) FILTER (came AND asked) AS received,
        count(*) FILTER (record = 'missing' AND asked) AS missing,
        count(*) FILTER (record = 'late' AND asked) AS late,
        count(*) FILTER (came AND len(missing_regions) > 0 AND asked) AS incomplete,
        list(period ORDER BY period DESC) FILTER (record = 'missing' AND asked) AS missing_periods
    FROM own
    GROUP BY agency, unit, indicator, frequency
)
SELECT
    indicator, unit, frequency, last_start, last_period, short_id, short_en, unit_id, unit_en, stopped,
    if(stopped, 0, expected) AS expected, if(stopped, 0, received) AS received, if(stopped, 0, missing) AS missing,
    if(stopped, 0, late) AS late, if(stopped, 0, incomplete) AS incomplete,
    if(stopped, NULL, missing_periods) AS missing_periods
FROM shared.named('counted')
WHERE expected > 0 OR last_start IS NOT NULL
ORDER BY missing DESC, late DESC, incomplete DESC, short_id ASC, indicator ASC, unit ASC
