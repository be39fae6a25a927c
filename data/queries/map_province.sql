-- at most one row: the province's own value of a period, official before derived from its regencies
-- takes: indicator, agency, unit, period
-- gives: actual, target, method, regions_reported, status
SELECT actual, target, 'official' AS method, NULL AS regions_reported, status
FROM observations
WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND period = $period AND region = '11'
UNION ALL
SELECT actual, target, method, regions_reported, status
FROM rollups
WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND period = $period
LIMIT 1
