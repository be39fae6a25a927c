-- one row: size and span of the snapshot
-- gives: observations, series, agencies, indicators, simulated, first_day, last_day, last_as_of
SELECT
    count(*) AS observations,
    count(DISTINCT series) AS series,
    count(DISTINCT agency) AS agencies,
    count(DISTINCT indicator) AS indicators,
    count(*) FILTER (status = 'simulated') AS simulated,
    min(period_start) AS first_day,
    max(period_end) AS last_day,
    max(as_of) AS last_as_of
FROM observations
