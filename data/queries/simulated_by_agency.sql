-- one row per agency with values: how many of them, and of its series, are simulated
-- gives: agency, abbreviation, name_id, name_en, observations, series, simulated, simulated_series
SELECT
    agency, agencies.abbreviation, agencies.name_id, agencies.name_en,
    count(*) AS observations, count(DISTINCT series) AS series,
    count(*) FILTER (status = 'simulated') AS simulated,
    count(DISTINCT series) FILTER (status = 'simulated') AS simulated_series
FROM observations
INNER JOIN agencies ON agencies.code = agency
GROUP BY ALL
ORDER BY agency
