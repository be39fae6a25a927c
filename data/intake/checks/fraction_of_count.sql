-- Fractions of people and the like: indicators without decimals whose unit is counted. A fraction suggests a lost
-- thousands mark, unless the file says itself that its numbers are scaled.
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, shown(round(s.actual * 1000)) AS expected,
    i.unit AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i AND i.is_counted
WHERE s.actual <> round(s.actual) AND s."row" NOT IN (FROM found SELECT "row" WHERE rule = 'measure_scale' AND "row" IS NOT NULL)
