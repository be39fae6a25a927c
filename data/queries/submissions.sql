-- one row per standing submission
-- gives: submission, file, agency, sender, received_at, outcome, reason, sequence, read, accepted, rejected, warnings
SELECT submission, file, agency, sender, received_at, outcome, reason, sequence, read, accepted, rejected, warnings
FROM submissions ORDER BY sequence
