-- Actuals for periods that have not begun.
SELECT s."row", s.slice, 'periode' AS role, f.id AS found, NULL AS expected, NULL AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i
INNER JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
WHERE s.actual IS NOT NULL AND f.period_start > (SELECT today FROM settings)
