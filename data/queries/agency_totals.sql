-- one row per period of each ratio that agencies report for themselves: all of them together, none of the simulated ones
-- once a value of the indicator is not simulated; agencies_due are those that reported it before, simulated or not, and
-- all agencies where nothing simulated stands for the others
-- takes: indicator, as_of
-- gives: indicator, short_id, short_en, measure_id, measure_en, decimals, period, period_start, actual, target, numerator
-- gives: denominator, agencies_reported, agencies_due, achievement, standing, status
WITH own AS (
    SELECT observations.*, indicators.factor, bool_or(status <> 'simulated') OVER whole AS has_real
    FROM observations
    INNER JOIN indicators ON indicators.code = observations.indicator
    WHERE region = '11' AND observations.unit = '' AND observations.actual IS NOT NULL
        AND indicators.region_aggregation = 'none' AND indicators.denominator_id IS NOT NULL
        AND ($indicator IS NULL OR indicator = $indicator)
    WINDOW whole AS (PARTITION BY indicator)
),
due AS (
    SELECT
        own.indicator,
        CASE
            WHEN bool_or(status = 'simulated') THEN count(DISTINCT own.agency)
            ELSE (SELECT count(*) FROM agencies WHERE counted = 'yes')
        END AS agencies_due
    FROM own
    INNER JOIN indicators ON indicators.code = own.indicator
    GROUP BY own.indicator
    HAVING bool_or(own.agency <> indicators.agency)
),
together AS (
    SELECT
        own.indicator, own.period, own.period_start,
        any_value(own.factor) * sum(numerator) / sum(denominator) AS actual,
        CASE WHEN count(target) = count(*) THEN sum(target * denominator) / sum(denominator) END AS target,
        sum(numerator) AS numerator, sum(denominator) AS denominator,
        count(*) AS agencies_reported, any_value(due.agencies_due) AS agencies_due,
        CASE WHEN bool_or(own.has_real) THEN 'final' ELSE 'simulated' END AS status
    FROM own
    INNER JOIN due USING (indicator)
    WHERE (own.status <> 'simulated' OR NOT own.has_real) AND denominator > 0 AND numerator IS NOT NULL
        AND ($as_of IS NULL OR own.period_end <= $as_of)
    GROUP BY own.indicator, own.period, own.period_start
),
-- percent of a target says the same of all of them only where higher is better
achieved AS (
    SELECT
        together.*, indicators.short_id, indicators.short_en, indicators.unit AS measure_id,
        indicators.unit_en AS measure_en, indicators.decimals, indicators.near_from,
        CASE WHEN indicators.better = 'lower' THEN target - actual ELSE actual - target END AS gap,
        CASE WHEN indicators.better = 'higher' THEN 100 * actual / nullif(target, 0) END AS achievement
    FROM together
    INNER JOIN indicators ON indicators.code = together.indicator
)
SELECT
    indicator, short_id, short_en, measure_id, measure_en, decimals, period, period_start, actual, target, numerator,
    denominator, agencies_reported, agencies_due, achievement, shared.stands(gap, achievement, near_from) AS standing,
    status
FROM achieved
ORDER BY indicator, period_start
