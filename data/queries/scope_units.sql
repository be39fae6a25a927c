-- one row per unit of the agency that has reported
-- takes: agency
-- gives: code, name_id, name_en
SELECT code, name_id, name_en
FROM units
WHERE agency = $agency AND code IN (SELECT unit FROM series WHERE agency = $agency)
ORDER BY name_id
