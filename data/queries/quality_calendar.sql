-- one row per report that by $today is awaited and can still come in time until $until, the nearest deadline first
-- takes: today, until, agency, units, frequency
-- gives: agency, agency_id, agency_en, abbreviation, unit, unit_id, unit_en, indicator, short_id, short_en
-- gives: frequency, period, period_end, deadline, due_day, simulated
WITH awaited AS (
    SELECT *
    FROM reports_on(CAST($today AS DATE))
    WHERE record = 'awaited' AND due_day >= CAST($today AS DATE) AND deadline <= CAST($until AS DATE)
        AND shared.in_scope($agency, $units, agency, unit)
        AND ($frequency IS NULL OR frequency = $frequency)
)
SELECT
    agency, agency_id, agency_en, abbreviation, unit, unit_id, unit_en, indicator, short_id, short_en,
    frequency, period, period_end, deadline, due_day, simulated
FROM shared.named('awaited')
ORDER BY deadline, agency_id, period_end, short_id, unit
