-- how many rows are among those that were sent and not among those read now, or the other way round
WITH sent AS (
    SELECT
        agency, unit, indicator, region, period, target, target_low, target_high, actual, numerator, denominator, status
    FROM read_parquet($sent)
),
now AS (
    SELECT
        agency, unit, indicator, region, period, target, target_low, target_high, actual, numerator, denominator, status
    FROM read_parquet($now)
)
SELECT count(*)
FROM ((FROM sent EXCEPT ALL FROM now) UNION ALL (FROM now EXCEPT ALL FROM sent));
