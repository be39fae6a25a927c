-- one row per agency that has reported
-- gives: code, name_id, name_en, abbreviation
SELECT code, name_id, name_en, abbreviation
FROM agencies
WHERE code IN (SELECT agency FROM series)
ORDER BY name_id
