-- one row per other indicator of the same objective as its owner reports it, in $region, else in the province, else in
-- the first region: newest value and signal, or as they stood on $as_of
-- takes: as_of, theme, indicator, region
-- gives: indicator, agency, unit, region, name_id, name_en, short_id, short_en, abbreviation, unit_id, unit_en
-- gives: period, actual, target, achievement, class, tone, state, actuals, status, scale, measure_id, measure_en
-- gives: decimals, agency_id, agency_en, confirmed, region_name
WITH held AS (
    SELECT * FROM shared.standings_on(CAST($as_of AS DATE))
)
SELECT
    indicator, agency, unit, region, name_id, name_en, short_id, short_en, abbreviation,
    coalesce(unit_id, '') AS unit_id, coalesce(unit_en, '') AS unit_en, last_period AS period, actual, target,
    achievement, class, tone, state, actuals, status, scale, measure_id, measure_en, decimals,
    agency_id, agency_en, confirmed, region_name
FROM shared.placed_and_named('held')
WHERE theme = $theme AND indicator <> $indicator
QUALIFY row_number() OVER (
    PARTITION BY indicator ORDER BY agency <> owner, region <> coalesce($region, '11'), region <> '11', unit, agency, region, derived
) = 1
ORDER BY name_id
