-- one row per key that a submission, or those of an aside, gave: the value that is published and the one that would
-- stand after the turn; and one per simulated value that comes back or is retired with it
CREATE TEMP TABLE turned AS
WITH own AS (
    SELECT DISTINCT agency, unit, indicator, region, period, period_start FROM read_parquet($own, union_by_name = true)
),
given AS (
    SELECT standing_after.sequence, accepted.* EXCLUDE (filename)
    FROM read_parquet($paths, filename = true, union_by_name = true) AS accepted
    INNER JOIN standing_after ON standing_after.path = accepted.filename
    SEMI JOIN own USING (agency, indicator)
    WHERE NOT (standing_after.real_only AND accepted.status = 'simulated')
),
keys AS (
    SELECT *, true AS given_itself FROM own
    UNION ALL
    SELECT DISTINCT agency, unit, indicator, region, period, period_start, false
    FROM given
    ANTI JOIN own USING (agency, unit, indicator, region, period)
    WHERE status = 'simulated'
),
real AS (
    SELECT DISTINCT agency, indicator FROM given WHERE status NOT IN ('simulated', 'withdrawn') AND actual IS NOT NULL
),
after AS (
    SELECT given.*
    FROM given
    LEFT JOIN real USING (agency, indicator)
    WHERE given.status <> 'simulated' OR real.agency IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY given.agency, unit, given.indicator, region, period ORDER BY sequence DESC, source_row DESC
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
LEFT JOIN published.observations AS published USING (agency, unit, indicator, region, period)
WHERE keys.given_itself OR kind <> 'unchanged';
