-- one row per standing submission with rejected rows or errors, and rule that kept rows out, with the first message;
-- found counts the findings that the snapshot keeps, see FINDINGS_KEPT in data/build.py
-- takes: agency
-- gives: submission, file, agency, received_at, read, accepted, rejected, rule, found, message_id, message_en
SELECT
    submissions.submission, submissions.file, submissions.agency, submissions.received_at, submissions.read,
    submissions.accepted, submissions.rejected, findings.rule, count(findings.rule) AS found,
    arg_min(findings.message_id, findings.row) AS message_id, arg_min(findings.message_en, findings.row) AS message_en
FROM submissions
LEFT JOIN findings ON findings.submission = submissions.submission AND findings.severity = 'error'
WHERE (submissions.rejected > 0 OR findings.rule IS NOT NULL)
    AND ($agency IS NULL OR list_contains(string_split(submissions.agency, ';'), $agency))
GROUP BY ALL
ORDER BY submissions.received_at DESC, submissions.submission DESC, found DESC, findings.rule ASC
