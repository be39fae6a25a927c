-- one row per frequency: days after the period's end until the deadline, and days of grace after it
-- gives: frequency, due_days, grace_days, confidence
SELECT frequency, due_days, grace_days, confidence FROM calendar
