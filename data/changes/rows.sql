-- one row per key of the incoming file: what publishing it would do to the published value; and one per simulated value
-- that the first real one of its agency and indicator retires
CREATE TEMP TABLE changes AS
WITH stood AS (
    SELECT
        *,
        CASE target_source WHEN 'report' THEN target END AS reported_target,
        CASE target_source WHEN 'report' THEN target_low END AS reported_low,
        CASE target_source WHEN 'report' THEN target_high END AS reported_high
    FROM (
        -- older snapshots hold no evidence and no class
        SELECT NULL::VARCHAR AS evidence, NULL::VARCHAR AS row_class WHERE false -- noqa: AM07
        UNION ALL BY NAME
        FROM published.observations
    )
),
real AS (
    SELECT DISTINCT agency, indicator
    FROM published.observations
    WHERE status <> 'simulated' AND actual IS NOT NULL
),
turns_real AS (
    SELECT DISTINCT agency, indicator
    FROM read_parquet($path)
    WHERE status NOT IN ('simulated', 'withdrawn') AND actual IS NOT NULL
)
-- the second part gives fewer columns: they are matched by name
SELECT -- noqa: AM07
    incoming.agency, incoming.unit, incoming.indicator, incoming.region, incoming.period, incoming.period_start,
    published.actual AS old_actual, incoming.actual AS new_actual,
    published.target AS old_target, incoming.target AS new_target,
    published.status AS old_status, incoming.status AS new_status,
    published.class AS old_class, published.submission AS old_submission,
    -- what the new value is judged by: the plan's target stays in force where the report names none
    coalesce(incoming.target, CASE published.target_source WHEN 'plan' THEN published.target END) AS judged_target,
    coalesce(incoming.target_low, CASE published.target_source WHEN 'plan' THEN published.target_low END) AS judged_low,
    coalesce(incoming.target_high, CASE published.target_source WHEN 'plan' THEN published.target_high END) AS judged_high,
    incoming.source_row, incoming.warning,
    CASE
        WHEN incoming.status = 'simulated'
            AND (real.agency IS NOT NULL OR turns_real.agency IS NOT NULL) THEN 'unchanged'
        WHEN incoming.status = 'withdrawn' AND published.indicator IS NULL THEN 'unchanged'
        WHEN incoming.status = 'withdrawn' THEN 'withdrawn'
        WHEN published.indicator IS NULL THEN 'new'
        WHEN (
            (incoming.actual, incoming.numerator, incoming.denominator, incoming.status, incoming.as_of)
            IS DISTINCT FROM
            (published.actual, published.numerator, published.denominator, published.status, published.as_of)
        ) THEN 'changed'
        WHEN incoming.evidence <> coalesce(published.evidence, '') THEN 'changed'
        WHEN incoming.data_class <> coalesce(published.row_class, '') THEN 'changed'
        WHEN (
            (incoming.target, incoming.target_low, incoming.target_high)
            IS DISTINCT FROM (published.reported_target, published.reported_low, published.reported_high)
        ) THEN 'changed'
        ELSE 'unchanged'
    END AS kind
FROM read_parquet($path) AS incoming
LEFT JOIN stood AS published USING (agency, unit, indicator, region, period)
LEFT JOIN real USING (agency, indicator)
LEFT JOIN turns_real USING (agency, indicator)
UNION ALL BY NAME
SELECT
    agency, unit, indicator, region, period, period_start, actual AS old_actual, target AS old_target,
    status AS old_status, 'withdrawn' AS new_status, class AS old_class, submission AS old_submission,
    'withdrawn' AS kind
FROM stood
SEMI JOIN turns_real USING (agency, indicator)
ANTI JOIN read_parquet($path) AS incoming USING (agency, unit, indicator, region, period)
WHERE status = 'simulated';
