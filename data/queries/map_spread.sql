-- one row per regency and period: the numbers that the map's classes are cut from, so that periods can share them
-- takes: indicator, agency, unit
-- gives: region, period, period_start, actual, gap, change_year
SELECT region, period, period_start, actual, gap, change_year
FROM observations
WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND region <> '11' AND actual IS NOT NULL
ORDER BY period_start, region
