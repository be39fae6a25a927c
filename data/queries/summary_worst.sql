-- one row per series: the lowest achievements on the five-class scale, lowest first; $worsening keeps those whose
-- newest signal is bad as well
-- takes: as_of, since, agency, units, regions, worsening, limit
-- gives: agency, unit, indicator, region, derived, period, period_start, actual, target, achievement, class, tone
-- gives: status, short_id, short_en, measure_id, measure_en, decimals, scale, abbreviation, region_name, actuals
-- gives: state, unit_id, unit_en
WITH scoped AS (
    SELECT *
    FROM shared.standing($as_of, $since)
    WHERE tone IN ('poor', 'very_poor')
        AND ($agency IS NULL OR agency = $agency)
        AND shared.chosen($units, unit)
        AND shared.placed($regions, region)
)
SELECT
    low.agency, low.unit, low.indicator, low.region, low.derived, low.period, low.period_start,
    low.actual, low.target, low.achievement, low.class, low.tone, low.status,
    low.short_id, low.short_en, low.measure_id, low.measure_en, low.decimals, low.scale, low.abbreviation,
    low.region_name, standings.actuals, standings.state, low.unit_id, low.unit_en
FROM shared.placed_and_named('scoped') AS low
INNER JOIN standings USING (agency, unit, indicator, region, derived)
WHERE low.scale = 'permendagri_86_2017'
    AND (NOT coalesce($worsening, FALSE) OR standings.state = 'worsening' OR standings.variation = 'concern')
ORDER BY low.achievement, low.agency, low.indicator, low.unit, low.region
LIMIT $limit
