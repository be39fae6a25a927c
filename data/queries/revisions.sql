-- one row per replaced or withdrawn value
SELECT *
FROM revisions
WHERE ($agency IS NULL OR agency = $agency) AND ($indicator IS NULL OR indicator = $indicator)
ORDER BY agency, indicator, unit, region, period_start
