-- one row per agency of the reference
-- gives: code, name_id, name_en, abbreviation, type, counted, confidence, source
SELECT * FROM agencies ORDER BY code
