-- one row per value of either snapshot, with what became of it
CREATE TEMP TABLE between_values AS
SELECT
    agency, unit, indicator, region, period, coalesce(later.period_start, earlier.period_start) AS period_start,
    earlier.actual AS actual, later.actual AS new_actual, earlier.target AS target, later.target AS new_target,
    earlier.status AS status, coalesce(later.status, 'withdrawn') AS new_status, later.submission AS submission,
    CASE
        WHEN earlier.period_start IS NULL THEN 'new'
        WHEN later.period_start IS NULL THEN 'withdrawn'
        WHEN (
            (earlier.actual, earlier.target, earlier.target_low, earlier.target_high, earlier.status)
            IS DISTINCT FROM (later.actual, later.target, later.target_low, later.target_high, later.status)
        ) THEN 'changed'
        ELSE 'unchanged'
    END AS kind
FROM earlier.observations AS earlier
FULL JOIN later.observations AS later USING (agency, unit, indicator, region, period)
WHERE ($agency IS NULL OR agency = $agency)
    AND shared.chosen($units, unit)
    AND shared.chosen($regions, region);
