-- What the named queries say alike. The macros stand in a database of their own, in memory beside each snapshot, so that
-- old snapshots know them too; the tables they name are those of the snapshot.

-- chosen: whether a code is one of those asked for; when none are asked for, every code is
CREATE MACRO shared.chosen(codes, code) AS codes IS NULL OR list_contains(CAST(codes AS VARCHAR[]), code);

-- placed: the same for regions, but when none are asked for it is the province alone
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
WHERE day IS NULL AND last_start >= since
UNION ALL
SELECT
    agency, unit, indicator, region, derived, arg_max(period, period_start), max(period_start),
    arg_max_null(actual, period_start), arg_max_null(target, period_start), arg_max_null(achievement, period_start),
    arg_max_null(class, period_start), arg_max_null(tone, period_start), arg_max(status, period_start)
FROM judgements
WHERE day IS NOT NULL AND period_end <= day AND period_start >= since AND actual IS NOT NULL
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
