-- one row per target the agency has reported, or the plan has set for its indicators
-- takes: agency
-- gives: unit, indicator, region, period, target, target_low, target_high, preference
SELECT unit, indicator, region, period, target, target_low, target_high, 1 AS preference
FROM observations
WHERE agency = $agency AND coalesce(target, target_low, target_high) IS NOT NULL
UNION ALL
SELECT unit, indicator, region, period, target, target_low, target_high, if(agency = '', 3, 2) AS preference
FROM targets
WHERE agency IN ('', $agency)
    AND (indicator IN (SELECT indicator FROM series WHERE agency = $agency)
        OR indicator IN (SELECT code FROM indicators WHERE agency = $agency))
ORDER BY preference
