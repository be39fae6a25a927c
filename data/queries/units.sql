-- one row per unit of the reference
-- takes: agency
-- gives: code, agency, name_id, name_en, type, confidence, source
SELECT * FROM units WHERE $agency IS NULL OR agency = $agency ORDER BY agency, code
