-- one row per region: 23 regencies and the province
-- gives: code, bps_code, type, name_id, short_name, capital, area_km2, population, population_year, tile_x, tile_y
-- gives: source
SELECT * FROM regions ORDER BY code
