-- one row per indicator of the dictionary; of the agency when one is given: those it has reported, and its own
-- takes: agency
-- gives: code, name_id, name_en, short_id, short_en, unit, unit_en, frequency, by_region, decimals, theme
SELECT code, name_id, name_en, short_id, short_en, unit, unit_en, frequency, by_region, decimals, theme
FROM indicators
WHERE $agency IS NULL OR agency = $agency OR code IN (SELECT indicator FROM series WHERE agency = $agency)
ORDER BY name_id, code
