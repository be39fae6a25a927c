-- values of the earlier snapshot that the later one gives otherwise or no more, at most $limit
SELECT
    revised.*, regions.short_name, units.name_id AS unit_id, units.name_en AS unit_en,
    coalesce(agencies.abbreviation, revised.agency) AS abbreviation,
    coalesce(indicators.short_id, revised.indicator) AS short_id,
    coalesce(indicators.short_en, revised.indicator) AS short_en,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.decimals,
    100 * (revised.new_actual - revised.actual) / nullif(abs(revised.actual), 0) AS change_percent,
    submissions.file, submissions.received_at, submissions.sender, submissions.reason
FROM between_values AS revised
LEFT JOIN later.agencies ON agencies.code = revised.agency
LEFT JOIN later.indicators ON indicators.code = revised.indicator
LEFT JOIN later.regions ON regions.code = revised.region
LEFT JOIN later.units ON units.code = revised.unit AND units.agency = revised.agency
LEFT JOIN later.submissions ON submissions.submission = revised.submission
WHERE revised.kind IN ('changed', 'withdrawn')
ORDER BY revised.agency ASC, revised.indicator ASC, revised.unit ASC, revised.region ASC, revised.period_start DESC
LIMIT $limit
