-- one row per series of either snapshot: its newest value, class and state in both, and how its values differ; where the
-- newest periods differ, a value of a part of the year stands beside the one it may be compared with (series.compared_with),
-- and only where its class moved against that one otherwise than in the earlier snapshot
WITH given AS (
    SELECT
        agency, unit, indicator, region,
        count(*) FILTER (kind = 'new') AS new_values,
        count(*) FILTER (kind = 'changed') AS changed_values,
        count(*) FILTER (kind = 'withdrawn') AS withdrawn_values
    FROM between_values
    GROUP BY ALL
),
both_looks AS (
    SELECT
        agency, unit, indicator, region, later.series,
        later.n IS NULL OR later.frequency = 'annual' OR later.last_start = earlier.last_start AS alike,
        later.last_start > earlier.last_start AS onward,
        (later.class_steps IS DISTINCT FROM earlier.class_steps) AS moved,
        coalesce(later.status, earlier.status) AS status,
        CASE WHEN alike THEN earlier.last_period WHEN onward THEN later.compared_with END AS previous_period,
        CASE WHEN alike THEN earlier.actual WHEN onward THEN later.previous_actual END AS previous_actual,
        CASE
            WHEN alike THEN earlier.tone
            WHEN onward AND moved THEN later.previous_tone
            ELSE later.tone
        END AS previous_tone,
        later.last_period AS period, later.actual AS actual, later.tone AS tone,
        earlier.state AS previous_state, later.state AS state,
        earlier.confirmed AS previous_confirmed, later.confirmed, later.z,
        earlier.n IS NULL AS added, later.n IS NULL AS dropped
    FROM earlier.series AS earlier
    FULL JOIN later.series AS later USING (agency, unit, indicator, region)
    WHERE ($agency IS NULL OR agency = $agency)
        AND shared.chosen($units, unit)
        AND shared.chosen($regions, region)
)
SELECT
    both_looks.* EXCLUDE (alike, onward, moved),
    coalesce(given.new_values, 0) AS new_values,
    coalesce(given.changed_values, 0) AS changed_values,
    coalesce(given.withdrawn_values, 0) AS withdrawn_values,
    regions.short_name, units.name_id AS unit_id, units.name_en AS unit_en,
    coalesce(agencies.abbreviation, agency) AS abbreviation,
    coalesce(indicators.short_id, indicator) AS short_id, coalesce(indicators.short_en, indicator) AS short_en,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.decimals
FROM both_looks
LEFT JOIN given USING (agency, unit, indicator, region)
LEFT JOIN later.agencies ON agencies.code = agency
LEFT JOIN later.indicators ON indicators.code = indicator
LEFT JOIN later.regions ON regions.code = region
LEFT JOIN later.units ON units.code = unit AND units.agency = both_looks.agency
ORDER BY agency, indicator, unit, region
