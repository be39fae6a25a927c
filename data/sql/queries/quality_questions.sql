-- one row per series and question its last values raise; at most $limit of each question, of_question counts all of them
-- repeats are those at the end of the series; whole numbers below 20 repeat by themselves and are not asked about
WITH present AS (
    SELECT
        series.series, series.agency, series.unit, series.indicator, series.region, series.last_period, series.status,
        series.actual, series.target, series.previous_actual, indicators.unit AS measure, indicators.decimals,
        indicators.better, indicators.accumulation,
        list_filter(series.actuals, lambda value: value IS NOT NULL AND NOT isnan(value)) AS known
    FROM series
    JOIN indicators ON indicators.code = series.indicator
    WHERE series.last_start >= CAST($since AS DATE)
        AND ($agency IS NULL OR series.agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), series.unit))
        AND ($regions IS NULL OR list_contains(CAST($regions AS VARCHAR[]), series.region))
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
placed AS (
    -- the newest period that holds the value asked about
    SELECT
        kept.series, kept.question, kept.found, arg_max(observations.period, observations.period_start) AS period,
        arg_max_null(observations.denominator, observations.period_start) AS denominator
    FROM kept
    JOIN observations ON observations.series = kept.series AND observations.actual = kept.found
    GROUP BY kept.series, kept.question, kept.found
)
SELECT
    kept.question, kept.agency, agencies.abbreviation, kept.indicator, indicators.short_id, indicators.short_en,
    units.name_id AS unit_id, units.name_en AS unit_en, kept.region, regions.short_name,
    kept.found, kept.beside, kept.actual, kept.status, kept.of_question,
    CASE kept.question WHEN 'weak_target' THEN kept.last_period ELSE placed.period END AS period, placed.denominator,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.decimals
FROM kept
JOIN agencies ON agencies.code = kept.agency
JOIN indicators ON indicators.code = kept.indicator
JOIN regions ON regions.code = kept.region
LEFT JOIN units ON units.code = kept.unit AND units.agency = kept.agency
LEFT JOIN placed ON placed.series = kept.series AND placed.question = kept.question AND placed.found = kept.found
ORDER BY kept.question, kept.agency, kept.indicator, kept.unit, kept.region, period
