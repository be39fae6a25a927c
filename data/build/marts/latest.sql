-- latest: one row per key, from the last submission that gave it; a withdrawal takes the key out
CREATE TEMP TABLE latest AS
WITH ranked AS (
    SELECT *
    FROM received
    QUALIFY row_number() OVER (
        PARTITION BY agency, unit, indicator, region, period
        ORDER BY sequence DESC, source_row DESC
    ) = 1
)
SELECT *, coalesce(target, target_low, target_high) IS NULL AS untargeted
FROM ranked
WHERE status <> 'withdrawn';
