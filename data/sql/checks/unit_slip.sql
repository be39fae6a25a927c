-- Actuals that would be in line with their series (or their target) once multiplied by a power of ten.
WITH level AS (
    SELECT s, median(actual) AS usual, count(*) AS n FROM timeline WHERE actual <> 0 GROUP BY s
),
compared AS (
    SELECT
        s."row", s.slice, s.actual,
        CASE WHEN l.n >= 4 THEN l.usual WHEN s.target <> 0 THEN s.target END AS usual
    FROM staged AS s JOIN level AS l USING (s)
    WHERE s.actual <> 0
),
slips AS (
    SELECT *, CAST(-round(log10(abs(actual / usual))) AS INTEGER) AS power
    FROM compared WHERE usual <> 0 AND abs(actual / usual) NOT BETWEEN 0.05 AND 20
)
SELECT
    "row", slice, 'realisasi' AS role, shown(actual) AS found, shown(actual * 10.0 ** power) AS expected,
    shown(10.0 ** power) AS detail
FROM slips
WHERE power IN (-6, -3, -2, 2, 3, 6) AND actual * 10.0 ** power / usual BETWEEN 0.6 AND 1.6
