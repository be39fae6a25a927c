-- one row: how many observations a download holds, how many of them are simulated, of which days, and the newest date
-- of their data
-- takes: agency, indicators, theme, units, regions, first, last, frequency, status
-- gives: observations, simulated, indicators, regions, first_day, last_day, newest
SELECT
    count(*) AS observations,
    count(*) FILTER (status = 'simulated') AS simulated,
    count(DISTINCT indicator) AS indicators,
    count(DISTINCT region) AS regions,
    min(period_start) AS first_day,
    max(period_end) AS last_day,
    max(as_of) AS newest
FROM shared.downloaded($agency, $indicators, $theme, $units, $regions, $first, $last, $frequency, $status)
