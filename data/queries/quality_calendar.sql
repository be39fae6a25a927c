-- one row per report that by $today is awaited and can still come in time until $until, the nearest deadline first
SELECT
    owed.agency, agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    owed.unit, units.name_id AS unit_id, units.name_en AS unit_en, owed.indicator, indicators.short_id,
    indicators.short_en, owed.frequency, owed.period, owed.period_end, owed.deadline, owed.due_day, owed.simulated
FROM reports_on(CAST($today AS DATE)) AS owed
JOIN agencies ON agencies.code = owed.agency
JOIN indicators ON indicators.code = owed.indicator
LEFT JOIN units ON units.code = owed.unit AND units.agency = owed.agency
WHERE owed.record = 'awaited' AND owed.due_day >= CAST($today AS DATE) AND owed.deadline <= CAST($until AS DATE)
    AND ($agency IS NULL OR owed.agency = $agency)
    AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), owed.unit))
    AND ($frequency IS NULL OR owed.frequency = $frequency)
ORDER BY owed.deadline, agencies.name_id, owed.period_end, indicators.short_id, owed.unit
