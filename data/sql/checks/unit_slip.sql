-- Actuals that would be in line with their series (or their target) once multiplied by a power of ten. Only series that
-- span a factor of twenty are looked at.
WITH spans AS (
    SELECT s FROM timeline WHERE actual <> 0
    GROUP BY s HAVING count(*) >= 4 AND max(abs(actual)) > 20 * min(abs(actual))
),
level AS (
    SELECT s, median(actual) AS usual FROM timeline JOIN spans USING (s) WHERE actual <> 0 GROUP BY s
),
compared AS (
    SELECT k."row", k.slice, k.actual, l.usual FROM keyed AS k JOIN level AS l USING (s) WHERE k.actual <> 0
    UNION ALL
    SELECT "row", slice, actual, target FROM keyed
    WHERE actual <> 0 AND target <> 0 AND abs(actual / target) NOT BETWEEN 0.05 AND 20
        AND s IN (SELECT s FROM timeline WHERE actual <> 0 GROUP BY s HAVING count(*) < 4)
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
