-- one row per observation for a download, with names in the reader's language; empty filters take everything
-- takes: language, agency, indicators, theme, units, regions, first, last, frequency, status, most, skip
-- gives: agency, agency_name, unit, unit_name, indicator, indicator_name, region, region_name, period, period_start
-- gives: period_end, frequency, measure, target, target_low, target_high, actual, numerator, denominator
-- gives: achievement, class_name, predicate, gap, as_of, status, source, note, evidence, warning, reason
-- gives: submission, source_row, national
SELECT
    observations.agency, if($language = 'en', agencies.name_en, agencies.name_id) AS agency_name,
    observations.unit, coalesce(if($language = 'en', units.name_en, units.name_id), '') AS unit_name,
    observations.indicator, if($language = 'en', indicators.name_en, indicators.name_id) AS indicator_name,
    observations.region, regions.name_id AS region_name,
    observations.period, observations.period_start, observations.period_end, observations.frequency,
    if($language = 'en', indicators.unit_en, indicators.unit) AS measure,
    observations.target, observations.target_low, observations.target_high, observations.actual,
    observations.numerator, observations.denominator,
    observations.achievement, if($language = 'en', scales.label_en, scales.label_id) AS class_name,
    observations.predicate, observations.gap, observations.as_of, observations.status,
    coalesce(observations.source, '') AS source, coalesce(observations.note, '') AS note,
    coalesce(observations.evidence, '') AS evidence,
    coalesce(observations.warning, '') AS warning, coalesce(observations.reason, '') AS reason,
    observations.submission, observations.source_row, national.actual AS national
FROM shared.downloaded($agency, $indicators, $theme, $units, $regions, $first, $last, $frequency, $status)
    AS observations
INNER JOIN agencies ON agencies.code = observations.agency
INNER JOIN indicators ON indicators.code = observations.indicator
INNER JOIN regions ON regions.code = observations.region
LEFT JOIN units ON units.code = observations.unit
LEFT JOIN shared.national(NULL) AS national
    ON national.indicator = observations.indicator AND national.period = observations.period
    AND observations.region = '11'
LEFT JOIN scales ON scales.scale = indicators.scale AND scales.class = observations.class
ORDER BY observations.series, observations.period_start
LIMIT $most OFFSET $skip
