-- one row per series whose class, state or signal differs between the published and the proposed snapshot
SELECT
    agency, unit, indicator, region,
    before.last_period AS old_period, after.last_period AS new_period,
    before.actual AS old_actual, after.actual AS new_actual,
    before.class AS old_class, after.class AS new_class,
    before.state AS old_state, after.state AS new_state,
    before.variation AS old_variation, after.variation AS new_variation
FROM proposed.series AS after
FULL JOIN published.series AS before USING (agency, unit, indicator, region)
WHERE before.class IS DISTINCT FROM after.class
    OR before.state IS DISTINCT FROM after.state
    OR before.variation IS DISTINCT FROM after.variation
ORDER BY agency, indicator, unit, region
