-- one row per series (or indicator) and question its values raise; at most $limit of each question, of_question counts
-- all of them. found is the value asked about, beside what it is held against:
-- exactly_100, same_value: the value, and how often it stands at the end of the series, 3 times or more; whole numbers
--   below 20 repeat by themselves and are not asked about
-- weak_target: the target, and the actual of the period before, which was already better
-- unit_slip: a value whose ratio to the usual one is near 100, 1,000 or a million
-- target_edited: the new target of a period, and the one before it, changed when the period was over
-- rounded: percent of an indicator's newest values of 20 and more that are multiples of 5, of how many: asked from 20
--   values and 50 % on; by chance it is 20 % of whole numbers and less of others
-- source_jump: the change at a new source, and the series' usual change: 3 times that or more
-- takes: since, agency, units, regions, limit
-- gives: question, agency, abbreviation, indicator, short_id, short_en, unit, unit_id, unit_en, region, short_name
-- gives: found, beside, actual, status, of_question, period, denominator, measure_id, measure_en, decimals
WITH present AS (
    SELECT
        series.series, series.agency, series.unit, series.indicator, series.region, series.last_period, series.status,
        series.actual, series.target, series.previous_actual, indicators.unit AS measure, indicators.decimals,
        indicators.better, indicators.accumulation,
        list_filter(series.actuals, lambda value: value IS NOT NULL AND NOT isnan(value)) AS known
    FROM series
    INNER JOIN indicators ON indicators.code = series.indicator
    WHERE shared.last_day_of(series.last_period) >= CAST($since AS DATE)
        AND shared.in_scope($agency, $units, series.agency, series.unit)
        AND shared.chosen($regions, series.region)
),
measured AS (
    SELECT
        *, len(known) AS n, list_median(list_filter(known, lambda value: value <> 0)) AS usual,
        coalesce(
            list_position(list_transform(list_reverse(known), lambda value: value <> known[-1]), true) - 1, len(known)
        ) AS run
    FROM present
),
asked AS (
    SELECT *, 'exactly_100' AS question, CAST(100 AS DOUBLE) AS found, CAST(run AS DOUBLE) AS beside
    FROM measured
    WHERE measure = '%' AND known[-1] = 100 AND run >= 3
    UNION ALL
    SELECT *, 'same_value', known[-1], CAST(run AS DOUBLE)
    FROM measured
    WHERE run >= 3 AND known[-1] NOT IN (0, 100) AND (decimals > 0 OR abs(known[-1]) >= 20)
    UNION ALL
    SELECT *, 'weak_target', target, previous_actual
    FROM measured
    WHERE accumulation = 'point'
        AND ((better = 'higher' AND target < previous_actual) OR (better = 'lower' AND target > previous_actual))
    UNION ALL
    SELECT * EXCLUDE (slip), 'unit_slip', slip, usual
    FROM (
        SELECT
            *, unnest(list_filter(list_distinct(known), lambda value:
                list_contains([-6.0, -3.0, -2.0, 2.0, 3.0, 6.0], round(log10(nullif(abs(value / usual), 0))))
                AND value / usual / 10.0 ** round(log10(nullif(abs(value / usual), 0))) BETWEEN 0.6 AND 1.6
            )) AS slip
        FROM measured
        WHERE n >= 4 AND usual <> 0
    )
),
kept AS (
    SELECT *, count(*) OVER (PARTITION BY question) AS of_question
    FROM asked
    QUALIFY row_number() OVER (
        PARTITION BY question
        ORDER BY
            CASE
                WHEN question IN ('exactly_100', 'same_value') THEN -beside
                WHEN question = 'weak_target' THEN -abs((found - beside) / nullif(beside, 0))
            END NULLS LAST, agency, indicator, unit, region
    ) <= CAST($limit AS INTEGER)
),
edited AS (
    SELECT
        'target_edited' AS question, revisions.agency, revisions.unit, revisions.indicator, revisions.region,
        revisions.new_target AS found, revisions.target AS beside, revisions.new_actual AS actual,
        revisions.new_status AS status, revisions.period, CAST(NULL AS DOUBLE) AS denominator, revisions.period_start
    FROM revisions
    WHERE revisions.target <> revisions.new_target AND revisions.new_status <> 'withdrawn'
        AND revisions.changed_on > revisions.period_end AND revisions.period_start >= CAST($since AS DATE)
        AND shared.in_scope($agency, $units, revisions.agency, revisions.unit)
        AND shared.chosen($regions, revisions.region)
),
round_values AS (
    SELECT
        agency, unit, indicator, max(last_period) AS last_period,
        any_value(status) AS status,
        flatten(list(list_filter(known, lambda value: value NOT IN (0, 100) AND abs(value) >= 20))) AS large
    FROM present
    WHERE measure NOT IN ('predikat', 'nilai')
    GROUP BY agency, unit, indicator
),
rounded AS (
    SELECT
        'rounded' AS question, agency, unit, indicator, '' AS region,
        100.0 * len(list_filter(large, lambda value: value % 5 = 0)) / len(large) AS found,
        CAST(len(large) AS DOUBLE) AS beside, CAST(NULL AS DOUBLE) AS actual, status, last_period AS period,
        CAST(NULL AS DOUBLE) AS denominator, CAST(NULL AS DATE) AS period_start
    FROM round_values
    WHERE len(large) >= 20 AND found >= 50
),
jumped AS (
    SELECT
        'source_jump' AS question, breaks.agency, breaks.unit, breaks.indicator, breaks.region,
        breaks.after - breaks.before AS found, breaks.usual_change AS beside, breaks.after AS actual, breaks.status,
        breaks.period, CAST(NULL AS DOUBLE) AS denominator, breaks.period_start
    FROM breaks
    WHERE breaks.changes >= 3 AND abs(breaks.after - breaks.before) >= 3 * breaks.usual_change
        AND breaks.after <> breaks.before AND breaks.period_start >= CAST($since AS DATE)
        AND shared.in_scope($agency, $units, breaks.agency, breaks.unit)
        AND shared.chosen($regions, breaks.region)
),
dated AS (
    SELECT * EXCLUDE (period_start), count(*) OVER (PARTITION BY question) AS of_question
    FROM (FROM edited UNION ALL FROM rounded UNION ALL FROM jumped)
    QUALIFY row_number() OVER (
        PARTITION BY question
        ORDER BY
            period_start DESC NULLS LAST, abs(found) DESC, agency ASC, indicator ASC, unit ASC, region ASC
    ) <= CAST($limit AS INTEGER)
),
placed AS (
    -- the newest period that holds the value asked about
    SELECT
        kept.series, kept.question, kept.found, arg_max(observations.period, observations.period_start) AS period,
        arg_max_null(observations.denominator, observations.period_start) AS denominator
    FROM kept
    INNER JOIN observations ON observations.series = kept.series AND observations.actual = kept.found
    GROUP BY kept.series, kept.question, kept.found
),
found AS (
    SELECT
        kept.question, kept.agency, kept.unit, kept.indicator, kept.region, kept.found, kept.beside, kept.actual,
        kept.status, CASE kept.question WHEN 'weak_target' THEN kept.last_period ELSE placed.period END AS period,
        placed.denominator, kept.of_question
    FROM kept
    LEFT JOIN placed ON placed.series = kept.series AND placed.question = kept.question AND placed.found = kept.found
    UNION ALL BY NAME
    FROM dated
)
SELECT
    question, agency, abbreviation, indicator, short_id, short_en, unit, unit_id, unit_en,
    region, region_name AS short_name, found, beside, actual, status, of_question, period, denominator,
    measure_id, measure_en, decimals
FROM shared.placed_and_named('found')
ORDER BY question, agency, indicator, unit, region, period
