-- Observations that stay out: every row (or slice of it) with an error, on any of the lines that went into it.
CREATE OR REPLACE TABLE bad AS
WITH wrong AS (
    SELECT coalesce(l."row", f."row") AS "row", f.slice
    FROM found AS f
    INNER JOIN rules AS r ON r.id = f.rule AND r.severity = 'error'
    LEFT JOIN lines AS l ON l.line = f."row"
    WHERE f."row" IS NOT NULL
)
SELECT DISTINCT s."row", s.slice
FROM staged AS s
INNER JOIN wrong AS w ON w."row" = s."row" AND (w.slice IS NULL OR w.slice = s.slice)
