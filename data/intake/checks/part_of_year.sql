-- A yearly report whose text names a day or month before the year's end, of an amount that accumulates in the year, or of
-- whatever is said to go up to then only.
SELECT
    s."row", s.slice, NULL AS role, f.text AS found, f.id AS expected, NULL AS detail
FROM staged AS s
INNER JOIN indicators AS k ON k.k = s.i AND k.months = 12
INNER JOIN fits AS f ON f.k = s.pk AND f.freq = k.freq
WHERE s.actual IS NOT NULL AND last_day(f.as_of) < f.period_end
    AND (k.accumulation = 'cumulative' OR regexp_matches(f.text, '^\s*(?i:s\s*[./]?\s*d\b|sampai\b|hingga\b|up to\b|until\b)'))
