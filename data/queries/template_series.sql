-- one row per series the agency still reports: its last value, and the reports of its indicator that did not come
-- takes: agency
-- gives: unit, unit_id, unit_en, indicator, region, frequency, last_period, last_actual, missing
WITH last AS (
    SELECT
        unit, indicator, region, any_value(frequency) AS frequency, arg_max(period, period_start) AS last_period,
        arg_max(actual, period_start) AS last_actual
    FROM observations
    WHERE agency = $agency AND actual IS NOT NULL
    GROUP BY unit, indicator, region
),
expected AS (
    SELECT
        unit, indicator, bool_or(NOT stopped) AS alive,
        list(period ORDER BY period_start) FILTER (record = 'missing' AND NOT stopped) AS missing
    FROM reports
    WHERE agency = $agency
    GROUP BY unit, indicator
)
SELECT
    last.unit, units.name_id AS unit_id, units.name_en AS unit_en, last.indicator, last.region, last.frequency,
    last.last_period, last.last_actual, coalesce(expected.missing, []) AS missing
FROM last
INNER JOIN expected USING (unit, indicator)
LEFT JOIN units ON units.code = last.unit
WHERE expected.alive
ORDER BY last.indicator, last.unit, last.region
