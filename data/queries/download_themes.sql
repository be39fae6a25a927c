-- one row per theme that has observations
-- gives: code, name_id, name_en
SELECT code, name_id, name_en
FROM themes
WHERE code IN (SELECT indicators.theme FROM series INNER JOIN indicators ON indicators.code = series.indicator)
ORDER BY code
