-- one row per period in which regencies reported an indicator, the newest last
-- takes: indicator, agency, unit
-- gives: period, period_start, period_end, regions
SELECT period, period_start, period_end, count(actual) AS regions
FROM observations
WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND region <> '11'
GROUP BY period, period_start, period_end
HAVING count(actual) > 0
ORDER BY period_start
