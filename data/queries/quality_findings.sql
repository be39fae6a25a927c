-- one row per finding of one standing submission, errors first
SELECT
    findings.submission, submissions.file, submissions.agency, findings.rule, findings.severity, findings.row,
    findings."column", findings.found, findings.expected, findings.message_id, findings.message_en,
    findings.remedy_id, findings.remedy_en
FROM findings
INNER JOIN submissions USING (submission)
WHERE findings.submission = $submission
ORDER BY findings.severity <> 'error', findings.row, findings.rule
LIMIT CAST($limit AS INTEGER)
