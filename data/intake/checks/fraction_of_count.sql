-- Fractions of people and the like: indicators without decimals whose unit is counted. Three decimals suggest a lost mark.
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, shown(round(s.actual * 1000)) AS expected,
    i.unit AS detail
FROM staged AS s
JOIN indicators AS i ON i.k = s.i AND i.is_counted
WHERE s.actual <> round(s.actual)
