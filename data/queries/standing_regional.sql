-- one row per agency and indicator that regencies have values of: from when to when
-- takes: indicators
-- gives: agency, indicator, first_period, last_period
SELECT agency, indicator, min(first_period) AS first_period, max(last_period) AS last_period
FROM series
WHERE region <> '11' AND actual IS NOT NULL AND shared.chosen($indicators, indicator)
GROUP BY agency, indicator
ORDER BY agency, indicator
