-- one row: first and last day of the periods reported, newest dates, and how many series are simulated; newest_official
-- is the newest date of what is not simulated, where it is no older than what is
-- gives: first_day, last_day, newest, newest_in_year, newest_official, series, simulated
SELECT
    min(period_start) AS first_day,
    max(period_end) AS last_day,
    max(as_of) AS newest,
    (SELECT max(last_start) FROM series WHERE frequency IN ('monthly', 'quarterly')) AS newest_in_year,
    CASE WHEN max(as_of) FILTER (WHERE status <> 'simulated') >= max(as_of) FILTER (WHERE status = 'simulated')
        THEN max(as_of) FILTER (WHERE status <> 'simulated')
    END AS newest_official,
    (SELECT count(*) FROM series) AS series,
    (SELECT count(*) FROM series WHERE status = 'simulated') AS simulated
FROM observations
