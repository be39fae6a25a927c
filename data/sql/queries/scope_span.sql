-- one row: first and last day of the periods reported, date of the newest data, and whether rows are simulated
SELECT
    min(period_start) AS first_day,
    max(period_end) AS last_day,
    max(as_of) AS newest,
    (SELECT count(*) FROM series) AS series,
    (SELECT count(*) FROM series WHERE status = 'simulated') AS simulated
FROM observations
