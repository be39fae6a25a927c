-- a key must stand once
SELECT agency, unit, indicator, region, period, count(*) AS copies
FROM observations
GROUP BY agency, unit, indicator, region, period
HAVING count(*) > 1
