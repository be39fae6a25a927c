-- one row per agency of the register, and any other that has reported
-- gives: code, name_id, name_en, abbreviation
SELECT code, name_id, name_en, abbreviation
FROM agencies
WHERE counted = 'yes' OR code IN (SELECT agency FROM series)
ORDER BY name_id
