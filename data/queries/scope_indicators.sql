-- one row per indicator that has been reported, by the agency when one is given
-- takes: agency
-- gives: code, name_id, name_en, short_id, short_en, unit, unit_en, frequency, by_region, decimals, theme
SELECT code, name_id, name_en, short_id, short_en, unit, unit_en, frequency, by_region, decimals, theme
FROM indicators
WHERE code IN (SELECT indicator FROM series WHERE $agency IS NULL OR agency = $agency)
ORDER BY name_id, code
