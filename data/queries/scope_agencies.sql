-- one row per agency that has reported
SELECT code, name_id, name_en, abbreviation
FROM agencies
WHERE code IN (SELECT agency FROM series)
ORDER BY name_id
