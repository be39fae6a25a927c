-- one row per indicator of a download: what it is, in both languages, and how well it is evidenced
-- takes: agency, indicators, theme, units, regions, first, last, frequency, status
-- gives: code, name_id, name_en, definition_id, definition_en, unit, unit_en, better, formula, accumulation
-- gives: region_aggregation, frequency, decimals, minimum, maximum, agency, publisher, version, confidence, source
-- gives: caveat_id, caveat_en
SELECT
    code, name_id, name_en, definition_id, definition_en, unit, unit_en, better, formula, accumulation,
    region_aggregation, frequency, decimals, minimum, maximum, agency, publisher, version, confidence, source,
    caveat_id, caveat_en
FROM indicators
WHERE code IN (
    SELECT indicator
    FROM shared.downloaded($agency, $indicators, $theme, $units, $regions, $first, $last, $frequency, $status)
)
ORDER BY code
