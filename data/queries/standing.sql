-- one row per agency and indicator of the register: where its target stands and where it goes, counted once
-- the line is the agency's own, else the one counted from its regencies, else its only unit; several units and no line
-- of the agency are parts, told as `units`, and counted nowhere here. The value is the newest that enough of those due report, or the one in
-- force on `as_of`, judged by the target of its own period; it counts from the year before last on, by `today`, unless
-- its series has stopped; a store that only shows an example is judged at its own date. A year before: the same period of the same line, by its own target
-- of a value that later ones have followed nothing is told that rests on these: no direction, pace, chance or later target
-- takes: today, as_of, agency
-- gives: agency, indicator, line, unit, period, period_start, frequency, actual, target, target_low, target_high
-- gives: numerator, denominator, achievement, class, tone, status, regions_reported, regions_due, complete, standing
-- gives: direction, counted, counts_as, before_period, before_actual, before_target, before_standing, n, first_period
-- gives: slope, slope_unit, matters, goal_period, goal, goal_low, goal_high, required_pace, observed_pace, chance, chance_reason
-- gives: change_kind, stopped, target_status, goal_status, position, near_from, accumulation, formula, agency_id, agency_en, abbreviation, head_id
-- gives: head_en, unit_id, unit_en
-- gives: name_id, name_en, short_id, short_en, measure_id, measure_en, decimals, better, scale, confidence, theme, owner
WITH clock AS (
    SELECT shared.judged($today, $as_of) AS today, CAST($as_of AS DATE) AS as_of
),
points AS (
    SELECT judgements.*, shared.stands(judgements.gap, judgements.achievement, indicators.near_from) AS standing
    FROM judgements
    INNER JOIN indicators ON indicators.code = judgements.indicator
    CROSS JOIN clock
    WHERE judgements.region = '11' AND judgements.actual IS NOT NULL
        AND (clock.as_of IS NULL OR judgements.period_end <= clock.as_of)
),
lines AS (
    -- the one line that counts of each agency and indicator
    SELECT
        agency, indicator,
        CASE
            WHEN bool_or(unit = '' AND NOT derived) THEN 'own'
            WHEN bool_or(unit = '') THEN 'regions'
            WHEN count(DISTINCT unit) = 1 THEN 'unit'
        END AS line,
        count(DISTINCT unit) FILTER (unit <> '') AS units,
        CASE WHEN bool_or(unit = '') THEN '' ELSE any_value(unit) END AS unit,
        bool_and(derived OR (unit = '') <> has_whole) AS derived
    FROM (SELECT *, bool_or(unit = '') OVER (PARTITION BY agency, indicator) AS has_whole FROM points)
    GROUP BY agency, indicator
),
placed AS (
    SELECT
        points.*, max(points.period_start) OVER line AS newest,
        max(points.period_start) FILTER (points.complete) OVER line AS newest_complete
    FROM points
    INNER JOIN lines USING (agency, indicator, unit, derived)
    WHERE lines.line IS NOT NULL
    WINDOW line AS (PARTITION BY points.agency, points.indicator)
),
newest AS (
    -- the newest complete period, unless a year has passed since without another
    SELECT *
    FROM placed
    WHERE period_start = CASE
        WHEN newest_complete > newest - INTERVAL 1 YEAR THEN newest_complete
        ELSE newest
    END
),
silent AS (
    SELECT agency, unit, indicator, bool_and(silent) AS stopped
    FROM clock, reports_on(clock.today)
    GROUP BY agency, unit, indicator
),
aims AS (
    -- the plan's targets of the province; one for an agency or unit goes before one for all
    SELECT
        newest.agency, newest.indicator, targets.period, targets.target, targets.target_low, targets.target_high,
        nullif(targets.status, '') AS status
    FROM targets
    INNER JOIN newest
        ON newest.indicator = targets.indicator AND targets.agency IN ('', newest.agency)
        AND targets.unit IN ('', newest.unit)
    WHERE targets.region = '11'
    QUALIFY row_number() OVER (
        PARTITION BY newest.agency, newest.indicator, targets.period ORDER BY targets.unit DESC, targets.agency DESC
    ) = 1
),
told AS (
    SELECT
        pairs.agency, pairs.indicator, lines.line, coalesce(newest.unit, '') AS unit, newest.period, newest.period_start,
        newest.frequency, newest.actual, newest.target, newest.target_low, newest.target_high, newest.numerator,
        newest.denominator, newest.achievement, newest.class, newest.tone, newest.status, newest.complete,
        rollups.regions_reported, rollups.regions_due,
        CASE
            WHEN lines.line IS NULL AND lines.units > 1 THEN 'units'
            WHEN newest.period IS NULL OR year(newest.period_start) < year(clock.today) - 2
                OR coalesce(silent.stopped, FALSE) THEN 'no_value'
            ELSE newest.standing
        END AS standing,
        coalesce(silent.stopped, FALSE) AS stopped,
        earlier.period AS before_period, earlier.actual AS before_actual, earlier.target AS before_target,
        earlier.standing AS before_standing,
        CASE
            WHEN states.last_start <> newest.period_start OR states.state IS NULL THEN 'cannot_say'
            WHEN states.state IN ('improving', 'worsening') AND NOT states.confirmed THEN 'unclear'
            WHEN states.state = 'no_clear_change' THEN 'unclear'
            ELSE states.state
        END AS direction,
        states.n, states.first_period, states.slope, states.slope_unit, states.required_pace, states.observed_pace,
        states.chance, states.chance_reason, states.change_kind, states.goal_period,
        goal.target AS goal, goal.target_low AS goal_low, goal.target_high AS goal_high, goal.status AS goal_status,
        own.status AS target_status
    FROM (
        SELECT agency, code AS indicator FROM indicators
        UNION
        SELECT agency, indicator FROM points
    ) AS pairs
    CROSS JOIN clock
    LEFT JOIN lines USING (agency, indicator)
    LEFT JOIN newest ON newest.agency = pairs.agency AND newest.indicator = pairs.indicator
    LEFT JOIN placed AS earlier
        ON earlier.agency = pairs.agency AND earlier.indicator = pairs.indicator
        AND earlier.period_start = newest.period_start - INTERVAL 1 YEAR AND earlier.frequency = newest.frequency
    LEFT JOIN standings AS states
        ON states.agency = pairs.agency AND states.indicator = pairs.indicator AND states.unit = newest.unit
        AND states.region = '11' AND states.derived = newest.derived
        AND (clock.as_of IS NULL OR states.last_start = newest.period_start)
    LEFT JOIN rollups
        ON newest.derived AND rollups.agency = pairs.agency AND rollups.indicator = pairs.indicator
        AND rollups.unit = newest.unit AND rollups.period = newest.period
    LEFT JOIN silent
        ON silent.agency = pairs.agency AND silent.indicator = pairs.indicator AND silent.unit = newest.unit
    LEFT JOIN aims AS goal
        ON goal.agency = pairs.agency AND goal.indicator = pairs.indicator AND goal.period = states.goal_period
    LEFT JOIN aims AS own
        ON own.agency = pairs.agency AND own.indicator = pairs.indicator AND own.period = newest.period
        AND own.target IS NOT DISTINCT FROM newest.target AND own.target_low IS NOT DISTINCT FROM newest.target_low
)
SELECT
    told.agency, told.indicator, told.line, told.unit, told.period, told.period_start, told.frequency,
    told.actual, told.target, told.target_low, told.target_high, told.numerator, told.denominator, told.achievement,
    told.class, told.tone, told.status, told.regions_reported, told.regions_due, told.complete, told.standing,
    told.direction, told.standing IN ('met', 'near', 'not_met') AS counted, indicators.counts_as, told.before_period,
    told.before_actual, told.before_target, told.before_standing, told.n, told.first_period, told.slope,
    told.slope_unit,
    abs(told.slope) * CASE
        WHEN told.slope_unit = 'year' THEN 1
        WHEN told.frequency = 'monthly' THEN 12
        WHEN told.frequency = 'quarterly' THEN 4
        WHEN told.frequency = 'semiannual' THEN 2
        ELSE 1
    END >= coalesce(indicators.smallest_change, abs(coalesce(told.target, told.goal, told.actual)) / 100) AS matters,
    told.goal_period, told.goal, told.goal_low, told.goal_high, told.required_pace,
    told.observed_pace, told.chance, told.chance_reason, told.change_kind, told.stopped, told.target_status,
    told.goal_status, priorities.position,
    indicators.near_from, indicators.accumulation, indicators.formula, told.agency_id, told.agency_en,
    told.abbreviation, agencies.head_id, agencies.head_en, told.unit_id, told.unit_en, told.name_id, told.name_en,
    told.short_id, told.short_en, told.measure_id, told.measure_en, told.decimals, told.better, told.scale,
    told.confidence, told.theme, told.owner
FROM shared.named('told') AS told
INNER JOIN indicators ON indicators.code = told.indicator
INNER JOIN agencies ON agencies.code = told.agency
LEFT JOIN priorities ON priorities.indicator = told.indicator AND priorities.agency = told.agency
WHERE $agency IS NULL OR told.agency = $agency
ORDER BY told.agency, told.indicator
