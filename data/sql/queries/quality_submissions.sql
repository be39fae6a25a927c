-- one row per standing submission with rejected rows or findings, those with rejected rows first
WITH counted AS (
    SELECT
        submission, count(*) FILTER (severity = 'error') AS errors, count(*) FILTER (severity = 'warning') AS warnings
    FROM findings
    GROUP BY submission
)
SELECT
    submissions.submission, submissions.file, submissions.agency, submissions.received_at, submissions.read,
    submissions.accepted, submissions.rejected, coalesce(counted.errors, 0) AS errors,
    coalesce(counted.warnings, 0) AS warnings, submissions.reason
FROM submissions
LEFT JOIN counted USING (submission)
WHERE (submissions.rejected > 0 OR counted.submission IS NOT NULL)
    AND ($agency IS NULL OR list_contains(string_split(submissions.agency, ';'), $agency))
ORDER BY submissions.rejected DESC, errors DESC, warnings DESC, submissions.sequence DESC
