-- one row: the indicator's definition with the names of owner and theme
SELECT
    indicators.*, agencies.name_id AS owner_id, agencies.name_en AS owner_en,
    themes.name_id AS theme_id, themes.name_en AS theme_en
FROM indicators
LEFT JOIN agencies ON agencies.code = indicators.agency
LEFT JOIN themes ON themes.code = indicators.theme
WHERE indicators.code = $indicator
