-- one row: the day by which targets are judged and the one by which reports are late or missing, at `today`; both are
-- the clock's, but targets of a store that only shows an example are judged at the example's own date, reports too where
-- every value is simulated
-- takes: today
-- gives: today, judged_on, reported_on, is_example, example_day
SELECT
    CAST($today AS DATE) AS today, judged_on(CAST($today AS DATE)) AS judged_on,
    reported_on(CAST($today AS DATE)) AS reported_on, example.is_example,
    CASE WHEN example.is_example THEN example.example_day END AS example_day
FROM example
