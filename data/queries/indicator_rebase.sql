-- one row per mark that starts the limits of one series anew
-- takes: indicator, agency, unit, region
-- gives: indicator, agency, unit, region, period, reason_id, reason_en, source
SELECT indicator, agency, unit, region, period, reason_id, reason_en, source
FROM rebase
WHERE indicator = $indicator AND agency IN ('', $agency) AND unit IN ('', $unit) AND region IN ('', $region)
ORDER BY period
