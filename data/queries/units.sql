-- one row per unit of the reference
SELECT * FROM units WHERE $agency IS NULL OR agency = $agency ORDER BY agency, code
