-- one row per value of the lines that `standing` counts, and per target of the plan still without a value, of some
-- indicators; on `as_of` plans that begin in a later year are not known yet; `kind` tells the agency's own line (own) from the one counted from regencies (regions)
-- takes: indicators, as_of
-- gives: agency, indicator, unit, kind, period, period_start, frequency, actual, target, target_low, target_high, complete, plan_status
SELECT
    agency, indicator, unit, CASE WHEN derived THEN 'regions' ELSE 'own' END AS kind, period, period_start, frequency,
    actual, target, target_low, target_high, complete, NULL AS plan_status
FROM judgements
WHERE region = '11' AND actual IS NOT NULL AND shared.chosen($indicators, indicator)
    AND ($as_of IS NULL OR period_end <= CAST($as_of AS DATE))
UNION ALL
SELECT
    targets.agency, targets.indicator, targets.unit, 'plan', targets.period,
    CAST(left(targets.period, 4) || '-01-01' AS DATE), indicators.frequency, NULL, targets.target, targets.target_low,
    targets.target_high, TRUE, nullif(targets.status, '')
FROM targets
INNER JOIN indicators ON indicators.code = targets.indicator
WHERE targets.region = '11' AND indicators.frequency = 'annual' AND shared.chosen($indicators, targets.indicator)
    AND (
        $as_of IS NULL
        OR coalesce(nullif(regexp_extract(targets.plan, '\d{4}'), ''), left(targets.period, 4))
        <= strftime(CAST($as_of AS DATE), '%Y')
    )
ORDER BY agency, indicator, unit, period_start, kind, period
