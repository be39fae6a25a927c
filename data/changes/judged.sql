-- how many published values get another target, achievement or class by the proposed snapshot
SELECT
    count(*) FILTER (
        WHERE after.target IS DISTINCT FROM before.target
            OR after.target_low IS DISTINCT FROM before.target_low
            OR after.target_high IS DISTINCT FROM before.target_high
    ) AS targets,
    count(*) FILTER (WHERE after.achievement IS DISTINCT FROM before.achievement) AS achievements,
    count(*) FILTER (WHERE after.class IS DISTINCT FROM before.class) AS classes
FROM published.observations AS before
INNER JOIN proposed.observations AS after USING (agency, unit, indicator, region, period)
