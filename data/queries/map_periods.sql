-- one row per period in which regencies reported an indicator, the newest last
-- takes: indicator, agency, unit
-- gives: period, period_start, period_end, regions, regions_due
SELECT
    period, period_start, period_end, count(actual) AS regions,
    (
        SELECT count(DISTINCT region)
        FROM observations
        WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND region <> '11' AND actual IS NOT NULL
    ) AS regions_due
FROM observations
WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND region <> '11'
GROUP BY period, period_start, period_end
HAVING count(actual) > 0
ORDER BY period_start
