-- Observations that stay out: every row (or slice of it) with an error.
CREATE OR REPLACE TABLE bad AS
SELECT DISTINCT s."row", s.slice
FROM staged AS s
JOIN found AS f ON f."row" = s."row" AND (f.slice IS NULL OR f.slice = s.slice)
JOIN rules AS r ON r.id = f.rule AND r.severity = 'error'
