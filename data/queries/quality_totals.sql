-- one row per agency, frequency and period that ended in the span: reports expected by $today, received, on time, late,
-- without a date, missing, lacking regencies; see marts/reports.sql for what a report is and when it is due
-- takes: today, first_day, last_day, agency, units, frequency
-- gives: agency, name_id, name_en, abbreviation, frequency, period, period_start, period_end, quarter, expected
-- gives: received, on_time, late, undated, missing, incomplete, simulated
SELECT
    owed.agency, agencies.name_id, agencies.name_en, agencies.abbreviation,
    owed.frequency, owed.period, owed.period_start, owed.period_end,
    strftime(owed.period_end, '%Y') || '-Q' || quarter(owed.period_end) AS quarter,
    count(*) AS expected, count(*) FILTER (owed.record <> 'missing') AS received,
    count(*) FILTER (owed.record = 'on_time') AS on_time, count(*) FILTER (owed.record = 'late') AS late,
    count(*) FILTER (owed.record = 'undated') AS undated, count(*) FILTER (owed.record = 'missing') AS missing,
    count(*) FILTER (owed.record <> 'missing' AND len(owed.missing_regions) > 0) AS incomplete,
    count(*) FILTER (owed.simulated) AS simulated
FROM reports_on(CAST($today AS DATE)) AS owed
INNER JOIN agencies ON agencies.code = owed.agency
WHERE owed.record <> 'awaited' AND owed.period_end BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
    AND shared.in_scope($agency, $units, owed.agency, owed.unit)
    AND ($frequency IS NULL OR owed.frequency = $frequency)
GROUP BY ALL
ORDER BY agencies.name_id, owed.agency, owed.period_end, owed.frequency
