-- one row per indicator of the KPI dictionary
SELECT * FROM indicators WHERE $agency IS NULL OR agency = $agency ORDER BY code
