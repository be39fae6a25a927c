-- What the named queries say alike. The macros stand in a database of their own, in memory beside each snapshot, so that
-- old snapshots know them too; the tables they name are those of the snapshot.

-- chosen: whether a code is one of those asked for; when none are asked for, every code is
CREATE MACRO shared.chosen(codes, code) AS codes IS NULL OR list_contains(CAST(codes AS VARCHAR[]), code);

-- in_scope: whether a row is of the agency and units asked for; when none are asked for, every row is
CREATE MACRO shared.in_scope(one_agency, units_in, its_agency, its_unit) AS (one_agency IS NULL OR its_agency = one_agency)
    AND shared.chosen(units_in, its_unit);

-- placed: as `chosen` for regions, but when none are asked for it is the province alone
CREATE MACRO shared.placed(codes, code) AS CASE
    WHEN codes IS NULL THEN code = '11'
    ELSE list_contains(CAST(codes AS VARCHAR[]), code)
END;

-- downloaded: the observations of a download; a filter that is NULL takes everything
CREATE MACRO shared.downloaded(
    one_agency, indicators_in, one_theme, units_in, regions_in, first_day, last_day, one_frequency, one_status
) AS TABLE
SELECT *
FROM observations
WHERE (one_agency IS NULL OR agency = one_agency)
    AND shared.chosen(indicators_in, indicator)
    AND (one_theme IS NULL OR indicator IN (SELECT code FROM indicators WHERE theme = one_theme))
    AND shared.chosen(units_in, unit)
    AND shared.chosen(regions_in, region)
    AND (first_day IS NULL OR period_end >= CAST(first_day AS DATE))
    AND (last_day IS NULL OR period_end <= CAST(last_day AS DATE))
    AND (one_frequency IS NULL OR frequency = one_frequency)
    AND (one_status IS NULL OR status = one_status);

-- named: the rows of a table or CTE that have agency, unit and indicator, with the names and facts of these
CREATE MACRO shared.named(name_of_rows) AS TABLE
SELECT
    given.*, agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    units.name_id AS unit_id, units.name_en AS unit_en,
    indicators.name_id, indicators.name_en, indicators.short_id, indicators.short_en,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.decimals, indicators.better,
    indicators.scale, indicators.confidence, indicators.theme, indicators.agency AS owner
FROM query_table(name_of_rows) AS given
INNER JOIN agencies ON agencies.code = given.agency
INNER JOIN indicators ON indicators.code = given.indicator
LEFT JOIN units ON units.code = given.unit AND units.agency = given.agency;

-- placed_and_named: the same of rows that have a region, with its name
CREATE MACRO shared.placed_and_named(name_of_rows) AS TABLE
SELECT named.*, regions.short_name AS region_name
FROM shared.named(name_of_rows) AS named
LEFT JOIN regions ON regions.code = named.region;

-- standing: the newest value of each series, or the one in force on a day, none older than `since`; province values that
-- follow from regencies included
CREATE MACRO shared.standing(day, since) AS TABLE
SELECT
    agency, unit, indicator, region, derived, last_period AS period, last_start AS period_start,
    actual, target, achievement, class, tone, status
FROM standings
WHERE day IS NULL AND shared.last_day_of(last_period) >= since
UNION ALL
SELECT
    agency, unit, indicator, region, derived, arg_max(period, period_start), max(period_start),
    arg_max_null(actual, period_start), arg_max_null(target, period_start), arg_max_null(achievement, period_start),
    arg_max_null(class, period_start), arg_max_null(tone, period_start), arg_max(status, period_start)
FROM judgements
WHERE day IS NOT NULL AND period_end <= day AND period_end >= since AND actual IS NOT NULL
GROUP BY agency, unit, indicator, region, derived;

-- standing_in: each series of a region with the period of its newest value, or of the one in force on a day
CREATE MACRO shared.standing_in(place, day) AS TABLE
SELECT series, last_period AS period
FROM series
WHERE region = place AND day IS NULL AND actual IS NOT NULL
UNION ALL
SELECT series, arg_max(period, period_start)
FROM observations
WHERE region = place AND day IS NOT NULL AND period_end <= day AND actual IS NOT NULL
GROUP BY series;

-- stands: where a value stands by the target of its own period: met, nearly (from `near_from` percent on), not met
CREATE MACRO shared.stands(gap, achievement, near_from) AS CASE
    WHEN gap IS NULL THEN 'no_target'
    WHEN gap >= -1e-9 THEN 'met'
    WHEN achievement >= near_from AND achievement < 100 THEN 'near'
    ELSE 'not_met'
END;

-- standings_on: all series as they stood on a day: the value in force, judged by the target of its own period. What was
-- concluded of a series stays where its newest value is the one in force; of an earlier day nothing can be said, since
-- the tests of a snapshot are of all its data
CREATE MACRO shared.standings_on(day) AS TABLE
SELECT * FROM standings WHERE day IS NULL OR last_start <= day AND (agency, unit, indicator, region, derived, last_start) IN (
    SELECT (agency, unit, indicator, region, derived, max(period_start))
    FROM judgements
    WHERE period_end <= day AND actual IS NOT NULL
    GROUP BY agency, unit, indicator, region, derived
)
UNION ALL BY NAME
SELECT
    held.* EXCLUDE (period, period_start), held.period AS last_period, held.period_start AS last_start,
    standings.series, standings.frequency, 'cannot_say' AS state, 'later_data' AS reason, FALSE AS confirmed,
    'cannot_say' AS assurance, 'later_data' AS chance_reason, 'none' AS change_kind
FROM (
    SELECT
        agency, unit, indicator, region, derived, count(*) AS n, min(period) AS first_period,
        arg_max(period, period_start) AS period, max(period_start) AS period_start,
        arg_max_null(actual, period_start) AS actual, arg_max_null(target, period_start) AS target,
        arg_max_null(target_low, period_start) AS target_low, arg_max_null(target_high, period_start) AS target_high,
        arg_max_null(achievement, period_start) AS achievement, arg_max_null(class, period_start) AS class,
        arg_max_null(tone, period_start) AS tone, arg_max_null(gap, period_start) AS gap,
        arg_max(status, period_start) AS status, arg_max(complete, period_start) AS complete,
        list(actual ORDER BY period_start) AS actuals
    FROM judgements
    WHERE day IS NOT NULL AND period_end <= day AND actual IS NOT NULL
    GROUP BY agency, unit, indicator, region, derived
) AS held
INNER JOIN standings USING (agency, unit, indicator, region, derived)
WHERE standings.last_start <> held.period_start;

-- signalling: on a day, the confirmed signals of all series, those that follow from regencies included; at province level a unit
-- stands for its agency only where it is the only one and the agency has no line, unless units are asked for
CREATE MACRO shared.signalling(codes, day) AS TABLE
SELECT * REPLACE (CASE WHEN state IN ('improving', 'worsening') AND NOT confirmed THEN 'unconfirmed' ELSE state END AS state)
FROM shared.standings_on(day)
WHERE unit = '' OR region <> '11' OR codes IS NOT NULL OR (agency, indicator) IN (
    SELECT (agency, indicator)
    FROM standings
    WHERE region = '11'
    GROUP BY agency, indicator
    HAVING count(*) FILTER (unit = '') = 0 AND count(DISTINCT unit) = 1
);

-- judged: the day by which targets are judged: the one asked for, else today, or the newest day reported where none is
-- given; a store that only shows an example is judged at its own date
CREATE MACRO shared.judged(clock, chosen_day) AS coalesce(
    CAST(chosen_day AS DATE),
    judged_on(coalesce(CAST(clock AS DATE), (SELECT max(period_end) FROM observations WHERE actual IS NOT NULL)))
);

-- last_day_of: last day of a period by its id: 2025-06-30 of 2025-S1
CREATE MACRO shared.last_day_of(period) AS last_day(make_date(
    CAST(period[1:4] AS INTEGER),
    CASE
        WHEN length(period) = 4 THEN 12
        WHEN period[6] = 'S' THEN 6 * CAST(period[7] AS INTEGER)
        WHEN period[6] = 'Q' THEN 3 * CAST(period[7] AS INTEGER)
        ELSE CAST(period[6:7] AS INTEGER)
    END, 1
));

-- national: figures and targets of Indonesia as known on a day: those of periods that have ended, and targets set by
-- then; none in a snapshot of before they stood in the reference
CREATE MACRO shared.national(day) AS TABLE
SELECT
    NULL::VARCHAR AS indicator, NULL::VARCHAR AS period, NULL::DOUBLE AS actual, NULL::DOUBLE AS target,
    NULL::DOUBLE AS target_low, NULL::DOUBLE AS target_high, NULL::VARCHAR AS plan, NULL::VARCHAR AS publisher,
    NULL::DATE AS as_of, NULL::VARCHAR AS confidence, NULL::VARCHAR AS source
WHERE day IS NULL AND FALSE;

CREATE OR REPLACE MACRO shared.national(day) AS TABLE
SELECT * REPLACE (CAST(nullif(as_of, '') AS DATE) AS as_of)
FROM national
WHERE day IS NULL OR shared.last_day_of(period) <= CAST(day AS DATE)
    OR (actual IS NULL AND CAST(nullif(as_of, '') AS DATE) <= CAST(day AS DATE));

-- course: where a series goes as far as that stands after false-discovery control; a signal that does not is none
CREATE MACRO shared.course(state, confirmed) AS CASE
    WHEN state IN ('improving', 'worsening') AND NOT coalesce(confirmed, FALSE) THEN 'no_clear_change'
    ELSE state
END;
