-- one row per finding of one standing submission, errors first
-- takes: submission, limit
-- gives: submission, file, agency, rule, severity, row, column, found, expected, message_id, message_en, remedy_id
-- gives: remedy_en
SELECT
    findings.submission, submissions.file, submissions.agency, findings.rule, findings.severity, findings.row,
    findings."column", findings.found, findings.expected, findings.message_id, findings.message_en,
    findings.remedy_id, findings.remedy_en
FROM findings
INNER JOIN submissions USING (submission)
WHERE findings.submission = $submission
ORDER BY findings.severity <> 'error', findings.row, findings.rule
LIMIT CAST($limit AS INTEGER)
