-- one row per series of either snapshot: its newest value, class and state in both, and how its values differ
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
        coalesce(later.status, earlier.status) AS status,
        earlier.last_period AS previous_period, later.last_period AS period,
        earlier.actual AS previous_actual, later.actual AS actual,
        earlier.tone AS previous_tone, later.tone AS tone,
        earlier.state AS previous_state, later.state AS state,
        later.confirmed, later.z,
        earlier.n IS NULL AS added, later.n IS NULL AS dropped
    FROM earlier.series AS earlier
    FULL JOIN later.series AS later USING (agency, unit, indicator, region)
    WHERE ($agency IS NULL OR agency = $agency)
        AND shared.chosen($units, unit)
        AND shared.chosen($regions, region)
)
SELECT
    both_looks.*,
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
