-- one row per agency and indicator that regencies have values of: from when to when, until $as_of where it is given
-- takes: indicators, as_of
-- gives: agency, indicator, first_period, last_period
SELECT
    agency, indicator, arg_min(period, period_start) AS first_period, arg_max(period, period_start) AS last_period
FROM observations
WHERE region <> '11' AND actual IS NOT NULL AND shared.chosen($indicators, indicator)
    AND ($as_of IS NULL OR period_end <= CAST($as_of AS DATE))
GROUP BY agency, indicator
ORDER BY agency, indicator
