-- one row per agency of the reference
-- gives: code, name_id, name_en, abbreviation, type, head_id, head_en, counted, confidence, source, desk
SELECT * FROM agencies ORDER BY code
