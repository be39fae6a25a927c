-- one row per source named in a download, the most used first
-- takes: agency, indicators, theme, units, regions, first, last, frequency, status
-- gives: source, status, observations
SELECT
    coalesce(nullif(observations.source, ''), submissions.file, observations.submission) AS source,
    observations.status, count(*) AS observations
FROM shared.downloaded($agency, $indicators, $theme, $units, $regions, $first, $last, $frequency, $status)
    AS observations
LEFT JOIN submissions ON submissions.submission = observations.submission
GROUP BY ALL
ORDER BY observations DESC, source ASC
