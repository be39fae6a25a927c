-- one row per indicator and unit: its newest report by $today and what has fallen due since, the longest behind first
-- ended counts the periods that are over since the newest report, overdue those whose day has passed; an indicator
-- silent for two years has stopped and is asked for nothing
WITH known AS (
    SELECT
        *, max(period_end) FILTER (record NOT IN ('missing', 'awaited')) OVER (
            PARTITION BY agency, unit, indicator, frequency
        ) AS newest_end
    FROM reports_on(CAST($today AS DATE))
    WHERE ($agency IS NULL OR agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
        AND ($frequency IS NULL OR frequency = $frequency)
),
told AS (
    SELECT
        agency, unit, indicator, frequency, bool_or(simulated) AS simulated, bool_or(stopped) AS stopped,
        any_value(period) FILTER (period_end = newest_end) AS last_period,
        any_value(period_start) FILTER (period_end = newest_end) AS last_start,
        any_value(as_of) FILTER (period_end = newest_end) AS last_as_of,
        arg_min(period, period_end) FILTER (period_end > newest_end) AS next_period,
        min(deadline) FILTER (period_end > newest_end) AS next_deadline,
        min(due_day) FILTER (period_end > newest_end) AS next_due_day,
        count(*) FILTER (period_end > newest_end AND period_end < CAST($today AS DATE)) AS ended,
        count(*) FILTER (period_end > newest_end AND record = 'missing') AS overdue
    FROM known
    WHERE newest_end IS NOT NULL
    GROUP BY agency, unit, indicator, frequency
)
SELECT
    told.*,
    CASE
        WHEN told.stopped THEN 'stopped' WHEN told.overdue > 0 THEN 'overdue' WHEN told.ended > 0 THEN 'due'
        ELSE 'current'
    END AS standing,
    agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    units.name_id AS unit_id, units.name_en AS unit_en, indicators.short_id, indicators.short_en
FROM told
JOIN agencies ON agencies.code = told.agency
JOIN indicators ON indicators.code = told.indicator
LEFT JOIN units ON units.code = told.unit AND units.agency = told.agency
ORDER BY told.stopped, told.overdue DESC, told.next_due_day, told.agency, told.indicator, told.unit
