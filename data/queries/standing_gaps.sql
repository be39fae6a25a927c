-- one row per report of some indicators that has not come whole by `today`: missing, or without some of its regencies
-- takes: today, indicators
-- gives: agency, unit, indicator, period, period_start, record, missing_regions
SELECT agency, unit, indicator, period, period_start, record, missing_regions
FROM reports_on(CAST($today AS DATE))
WHERE shared.chosen($indicators, indicator) AND NOT stopped AND period_end < CAST($today AS DATE)
    AND (record = 'missing' OR len(missing_regions) > 0)
ORDER BY agency, indicator, unit, period_start
