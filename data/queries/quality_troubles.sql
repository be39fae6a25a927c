-- one row per report of the span that by $today is missing or late, or lacks regencies; the newest period first, at most
-- $limit; of_all counts all of them. days_late counts to the day it came, or to $today while it is missing
SELECT
    owed.agency, agencies.name_id AS agency_id, agencies.name_en AS agency_en, agencies.abbreviation,
    owed.unit, units.name_id AS unit_id, units.name_en AS unit_en,
    owed.indicator, indicators.short_id, indicators.short_en, owed.frequency, owed.period, owed.period_end,
    owed.deadline, owed.due_day, owed.as_of, owed.missing_regions, owed.simulated,
    CASE WHEN owed.record IN ('missing', 'late') THEN owed.record ELSE 'incomplete' END AS record,
    CASE owed.record
        WHEN 'missing' THEN CAST($today AS DATE) - owed.due_day
        WHEN 'late' THEN owed.as_of - owed.due_day
    END AS days_late,
    count(*) OVER () AS of_all
FROM reports_on(CAST($today AS DATE)) AS owed
JOIN agencies ON agencies.code = owed.agency
JOIN indicators ON indicators.code = owed.indicator
LEFT JOIN units ON units.code = owed.unit AND units.agency = owed.agency
WHERE owed.record <> 'awaited' AND owed.period_end BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
    AND (owed.record IN ('missing', 'late') OR len(owed.missing_regions) > 0)
    AND ($record IS NULL OR CASE WHEN owed.record IN ('missing', 'late') THEN owed.record ELSE 'incomplete' END = $record)
    AND ($agency IS NULL OR owed.agency = $agency)
    AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), owed.unit))
    AND ($frequency IS NULL OR owed.frequency = $frequency)
ORDER BY owed.period_end DESC, owed.record = 'missing' DESC, owed.record = 'late' DESC, owed.agency, owed.indicator, owed.unit
LIMIT CAST($limit AS BIGINT)
