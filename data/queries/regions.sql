-- one row per region: 23 regencies and the province
SELECT * FROM regions ORDER BY code
