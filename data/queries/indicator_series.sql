-- one row per series of the indicator with its state and the names of agency, unit and region
SELECT
    series.*, agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    units.name_id AS unit_id, units.name_en AS unit_en, regions.short_name AS region_name, regions.name_id AS region_full
FROM series
INNER JOIN agencies ON agencies.code = series.agency
INNER JOIN regions ON regions.code = series.region
LEFT JOIN units ON units.code = series.unit AND units.agency = series.agency
WHERE series.indicator = $indicator
ORDER BY series.agency <> $agency, series.region <> '11', series.unit, series.agency, series.region
