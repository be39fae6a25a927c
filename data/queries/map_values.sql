-- one row per regency, reported or not (then why, and what it last had): value, target, class, gap, change on the year and trend of one indicator
-- takes: indicator, agency, unit, period
-- gives: region, name_id, short_name, type, tile_x, tile_y, actual, target, target_low, target_high, achievement
-- gives: class, tone, gap, previous_year, change_year, numerator, denominator, as_of, status, source, submission, source_row, reported
-- gives: absence
-- gives: held_period, held_actual, factor, counting, better, state, reason, n, p_value, slope, slope_unit, variation, sentence_id, sentence_en
WITH asked AS (
    SELECT min(period_start) AS start
    FROM observations
    WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND period = $period
),
held AS (
    SELECT
        region, arg_max(period, period_start) AS period, arg_max(actual, period_start) AS actual,
        max(period_start) AS start
    FROM observations
    WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND actual IS NOT NULL
        AND period_start < (SELECT start FROM asked)
    GROUP BY region
),
chosen AS (
    SELECT *
    FROM observations
    WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND period = $period
),
trends AS (
    -- what is concluded of data later than the period drawn is not told of it
    SELECT
        region,
        CASE WHEN last_period <= $period THEN shared.course(state, confirmed) ELSE 'cannot_say' END AS state,
        CASE WHEN last_period <= $period THEN reason ELSE 'later_data' END AS reason,
        CASE WHEN last_period <= $period THEN p_value END AS p_value,
        CASE WHEN last_period <= $period THEN slope END AS slope,
        CASE WHEN last_period <= $period THEN slope_unit END AS slope_unit,
        CASE WHEN last_period <= $period THEN n END AS n,
        CASE WHEN last_period <= $period THEN variation END AS variation,
        CASE WHEN last_period <= $period THEN sentence_id END AS sentence_id,
        CASE WHEN last_period <= $period THEN sentence_en END AS sentence_en
    FROM series
    WHERE indicator = $indicator AND agency = $agency AND unit = $unit
)
SELECT
    regions.code AS region, regions.name_id, regions.short_name, regions.type, regions.tile_x, regions.tile_y,
    chosen.actual, chosen.target, chosen.target_low, chosen.target_high, chosen.achievement, chosen.class, chosen.tone,
    chosen.gap, chosen.previous_year, chosen.change_year, chosen.numerator, chosen.denominator,
    chosen.as_of, chosen.status, chosen.source, chosen.submission, chosen.source_row, chosen.series IS NOT NULL AS reported,
    CASE
        WHEN chosen.actual IS NOT NULL THEN NULL
        WHEN held.start IS NULL THEN 'not_counted'
        WHEN held.start >= (SELECT start FROM asked) - INTERVAL 1 YEAR THEN 'not_reported'
        ELSE 'old_value'
    END AS absence,
    held.period AS held_period, held.actual AS held_actual,
    indicators.factor, indicators.counting, indicators.better,
    trends.state, trends.reason, trends.n, trends.p_value, trends.slope, trends.slope_unit, trends.variation,
    trends.sentence_id, trends.sentence_en
FROM regions
INNER JOIN indicators ON indicators.code = $indicator
LEFT JOIN chosen ON chosen.region = regions.code
LEFT JOIN held ON held.region = regions.code
LEFT JOIN trends ON trends.region = regions.code
WHERE regions.code <> '11'
ORDER BY regions.code
