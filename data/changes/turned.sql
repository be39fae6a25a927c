-- one row per key that a submission gave: the value that is published and the one that would stand after the turn
CREATE TEMP TABLE turned AS
WITH keys AS (
    SELECT DISTINCT agency, unit, indicator, region, period, period_start FROM read_parquet($own)
),
given AS (
    SELECT standing_after.sequence, accepted.* EXCLUDE (filename)
    FROM read_parquet($paths, filename = true) AS accepted
    INNER JOIN standing_after ON standing_after.path = accepted.filename
    SEMI JOIN keys USING (agency, unit, indicator, region, period)
),
after AS (
    SELECT *
    FROM given
    QUALIFY row_number() OVER (
        PARTITION BY agency, unit, indicator, region, period ORDER BY sequence DESC, source_row DESC
    ) = 1
)
SELECT
    keys.agency, keys.unit, keys.indicator, keys.region, keys.period, keys.period_start,
    published.actual AS old_actual, if(after.status = 'withdrawn', NULL, after.actual) AS new_actual,
    CASE published.target_source WHEN 'report' THEN published.target END AS old_target,
    if(after.status = 'withdrawn', NULL, after.target) AS new_target,
    published.status AS old_status, after.status AS new_status,
    CASE
        WHEN coalesce(after.status, 'withdrawn') = 'withdrawn'
            THEN if(published.indicator IS NULL, 'unchanged', 'withdrawn')
        WHEN published.indicator IS NULL THEN 'new'
        WHEN (
            (after.actual, after.status, after.target) IS DISTINCT FROM (
                published.actual, published.status, CASE published.target_source WHEN 'report' THEN published.target END
            )
        ) THEN 'changed'
        ELSE 'unchanged'
    END AS kind
FROM keys
LEFT JOIN after USING (agency, unit, indicator, region, period)
LEFT JOIN published.observations AS published USING (agency, unit, indicator, region, period);
