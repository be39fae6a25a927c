-- Actuals and targets of a period in which, by the reference, the indicator's series had not begun.
SELECT
    s."row", s.slice, 'periode' AS role, f.id AS found, period_name(i.since, i.months) AS expected, i.code AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i
INNER JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
WHERE (s.actual IS NOT NULL OR s.target IS NOT NULL) AND s.t < i.since
