-- one row per source named in a download, the most used first
SELECT
    coalesce(nullif(observations.source, ''), submissions.file, observations.submission) AS source,
    observations.status, count(*) AS observations
FROM observations
LEFT JOIN submissions ON submissions.submission = observations.submission
WHERE ($agency IS NULL OR observations.agency = $agency)
    AND ($indicators IS NULL OR list_contains($indicators, indicator))
    AND ($theme IS NULL OR indicator IN (SELECT code FROM indicators WHERE theme = $theme))
    AND ($units IS NULL OR list_contains($units, unit))
    AND ($regions IS NULL OR list_contains($regions, region))
    AND ($first IS NULL OR period_end >= CAST($first AS DATE))
    AND ($last IS NULL OR period_end <= CAST($last AS DATE))
    AND ($frequency IS NULL OR frequency = $frequency)
    AND ($status IS NULL OR status = $status)
GROUP BY ALL
ORDER BY observations DESC, source
