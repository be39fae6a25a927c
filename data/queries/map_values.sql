-- one row per regency, reported or not: value, target, class, gap, change on the year and trend of one indicator
-- takes: indicator, agency, unit, period
-- gives: region, name_id, short_name, type, tile_x, tile_y, actual, target, target_low, target_high, achievement
-- gives: class, tone, gap, previous_year, change_year, numerator, denominator, as_of, status, source, reported
-- gives: state, reason, n, p_value, slope, slope_unit, variation, sentence_id, sentence_en
WITH chosen AS (
    SELECT *
    FROM observations
    WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND period = $period
),
trends AS (
    SELECT region, state, reason, p_value, slope, slope_unit, n, variation, sentence_id, sentence_en
    FROM series
    WHERE indicator = $indicator AND agency = $agency AND unit = $unit
)
SELECT
    regions.code AS region, regions.name_id, regions.short_name, regions.type, regions.tile_x, regions.tile_y,
    chosen.actual, chosen.target, chosen.target_low, chosen.target_high, chosen.achievement, chosen.class, chosen.tone,
    chosen.gap, chosen.previous_year, chosen.change_year, chosen.numerator, chosen.denominator,
    chosen.as_of, chosen.status, chosen.source, chosen.series IS NOT NULL AS reported,
    trends.state, trends.reason, trends.n, trends.p_value, trends.slope, trends.slope_unit, trends.variation,
    trends.sentence_id, trends.sentence_en
FROM regions
LEFT JOIN chosen ON chosen.region = regions.code
LEFT JOIN trends ON trends.region = regions.code
WHERE regions.code <> '11'
ORDER BY regions.code
