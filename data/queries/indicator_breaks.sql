-- one row per period of one series where its named source changes
-- takes: indicator, agency, unit, region, as_of
-- gives: period, period_start, old_source, new_source
SELECT period, period_start, old_source, new_source
FROM breaks
WHERE indicator = $indicator AND agency = $agency AND unit = $unit AND region = $region
    AND ($as_of IS NULL OR period_start <= $as_of)
ORDER BY period_start
