-- one row per indicator and unit: its newest report by $today and what has fallen due since, the longest behind first
-- ended counts the periods that are over since the newest report, overdue those whose day has passed; an indicator
-- that has stopped is asked for nothing; one that never came has no newest report
-- takes: today, agency, units, frequency
-- gives: agency, unit, indicator, frequency, simulated, stopped, last_period, last_start, last_as_of, next_period
-- gives: next_deadline, next_due_day, ended, overdue, standing, agency_id, agency_en, abbreviation, unit_id, unit_en
-- gives: short_id, short_en
WITH known AS (
    SELECT
        *, max(period_end) FILTER (record NOT IN ('missing', 'awaited')) OVER (
            PARTITION BY agency, unit, indicator, frequency
        ) AS last_came, coalesce(last_came, DATE '0001-01-01') AS newest_end
    FROM reports_on(CAST($today AS DATE))
    WHERE shared.in_scope($agency, $units, agency, unit)
        AND ($frequency IS NULL OR frequency = $frequency)
),
told AS (
    SELECT
        agency, unit, indicator, frequency, bool_or(simulated) AS simulated, bool_and(stopped) AS stopped,
        any_value(period) FILTER (period_end = newest_end) AS last_period,
        any_value(period_start) FILTER (period_end = newest_end) AS last_start,
        any_value(as_of) FILTER (period_end = newest_end) AS last_as_of,
        arg_min(period, period_end) FILTER (period_end > newest_end) AS next_period,
        min(deadline) FILTER (period_end > newest_end) AS next_deadline,
        min(due_day) FILTER (period_end > newest_end) AS next_due_day,
        count(*) FILTER (period_end > newest_end AND period_end < CAST($today AS DATE)) AS ended,
        count(*) FILTER (period_end > newest_end AND record = 'missing') AS overdue
    FROM known
    GROUP BY agency, unit, indicator, frequency
)
SELECT
    agency, unit, indicator, frequency, simulated, stopped, last_period, last_start, last_as_of,
    next_period, next_deadline, next_due_day, ended, overdue,
    CASE WHEN stopped THEN 'stopped' WHEN overdue > 0 THEN 'overdue' WHEN ended > 0 THEN 'due' ELSE 'current' END
        AS standing,
    agency_id, agency_en, abbreviation, unit_id, unit_en, short_id, short_en
FROM shared.named('told')
ORDER BY stopped ASC, overdue DESC, next_due_day ASC, agency ASC, indicator ASC, unit ASC
