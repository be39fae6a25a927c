-- one row per finding of the standing submissions, errors first, at most $limit of each rule; of_rule counts all of them
SELECT
    findings.submission, submissions.file, submissions.agency, findings.rule, findings.severity, findings."row",
    findings."column", findings.found, findings.expected, findings.message_id, findings.message_en,
    findings.remedy_id, findings.remedy_en, count(*) OVER (PARTITION BY findings.rule) AS of_rule
FROM findings
JOIN submissions USING (submission)
WHERE ($agency IS NULL OR list_contains(string_split(submissions.agency, ';'), $agency))
QUALIFY row_number() OVER (
    PARTITION BY findings.rule ORDER BY submissions.sequence DESC, findings."row"
) <= CAST($limit AS INTEGER)
ORDER BY findings.severity <> 'error', of_rule DESC, findings.rule, submissions.sequence DESC, findings."row"
