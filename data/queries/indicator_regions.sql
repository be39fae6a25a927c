-- one row per regency and period of the indicator as one agency and unit report it, with the population
-- takes: indicator, agency, unit, as_of
-- gives: region, short_name, name_id, type, population, population_year, period, period_start, frequency, actual
-- gives: target, achievement, class, tone, numerator, denominator, status, source, as_of, submission, source_row
SELECT
    observations.region, regions.short_name, regions.name_id, regions.type, regions.population, regions.population_year,
    observations.period, observations.period_start, observations.frequency, observations.actual, observations.target, observations.achievement,
    observations.class, observations.tone, observations.numerator, observations.denominator, observations.status,
    observations.source, observations.as_of, observations.submission, observations.source_row
FROM observations
INNER JOIN regions ON regions.code = observations.region
WHERE observations.indicator = $indicator AND observations.agency = $agency AND observations.unit = $unit
    AND observations.region <> '11' AND observations.actual IS NOT NULL
    AND ($as_of IS NULL OR observations.period_end <= $as_of)
ORDER BY observations.period_start, observations.region
