-- one row per report of the span that by $today is missing or late, or lacks regencies; the longest overdue first, at
-- most $limit; of_all counts all of them. days_late counts to the day it came, or to $today while it is missing
-- takes: today, first_day, last_day, agency, units, frequency, record, limit
-- gives: agency, agency_id, agency_en, abbreviation, head_id, head_en, unit, unit_id, unit_en, indicator, short_id, short_en
-- gives: frequency, period, period_end, deadline, due_day, as_of, missing_regions, simulated, record, days_late
-- gives: of_all
WITH owed AS (
    SELECT
        * REPLACE (if(record IN ('missing', 'late'), record, 'incomplete') AS record),
        CASE record
            WHEN 'missing' THEN CAST($today AS DATE) - due_day
            WHEN 'late' THEN as_of - due_day
        END AS days_overdue
    FROM reports_on(CAST($today AS DATE))
    WHERE record <> 'awaited' AND period_end BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND (record IN ('missing', 'late') OR len(missing_regions) > 0)
        AND shared.in_scope($agency, $units, agency, unit)
        AND ($frequency IS NULL OR frequency = $frequency)
)
SELECT
    agency, agency_id, agency_en, abbreviation,
    (SELECT agencies.head_id FROM agencies WHERE agencies.code = owing.agency) AS head_id,
    (SELECT agencies.head_en FROM agencies WHERE agencies.code = owing.agency) AS head_en,
    unit, unit_id, unit_en, indicator, short_id, short_en, frequency, period, period_end, deadline, due_day, as_of,
    missing_regions, simulated, record, days_overdue AS days_late, count(*) OVER () AS of_all
FROM shared.named('owed') AS owing
WHERE $record IS NULL OR record = $record
ORDER BY
    record = 'missing' DESC, record = 'late' DESC, days_overdue DESC, period_end DESC, agency ASC, indicator ASC,
    unit ASC
LIMIT CAST($limit AS BIGINT)
