-- Actuals that would be in line once multiplied by a power of ten: with their series (looked at where it spans a factor of
-- twenty), with their target where the series is short, with numerator over denominator, or with the value published
-- for the same period.
WITH spans AS (
    SELECT s FROM timeline WHERE actual <> 0
    GROUP BY s HAVING count(*) >= 4 AND max(abs(actual)) > 20 * min(abs(actual))
),
level AS (
    SELECT s, median(actual) AS usual FROM timeline INNER JOIN spans USING (s) WHERE actual <> 0 GROUP BY s
),
compared AS (
    SELECT k."row", k.slice, k.actual, l.usual, 0.6 AS low, 1.6 AS high
    FROM keyed AS k INNER JOIN level AS l USING (s) WHERE k.actual <> 0
    UNION ALL
    SELECT "row", slice, actual, target, 0.6, 1.6 FROM keyed
    WHERE actual <> 0 AND target <> 0 AND abs(actual / target) NOT BETWEEN 0.05 AND 20
        AND s IN (SELECT s FROM timeline WHERE actual <> 0 GROUP BY s HAVING count(*) < 4)
    UNION ALL
    SELECT s."row", s.slice, s.actual, i.factor * s.numerator / s.denominator, 0.98, 1.02
    FROM staged AS s INNER JOIN indicators AS i ON i.k = s.i
    WHERE s.numerator IS NOT NULL AND s.denominator > 0 AND s.actual IS NOT NULL AND i.factor IS NOT NULL
    UNION ALL
    SELECT k."row", k.slice, k.actual, p.actual, 0.8, 1.25
    FROM keyed AS k INNER JOIN past AS p ON p.s = k.s AND p.t = k.t AND p.given
),
slips AS (
    SELECT "row", slice, actual, min(slip(actual, usual, low, high)) AS power
    FROM compared GROUP BY "row", slice, actual
)
SELECT
    "row", slice, 'realisasi' AS role, shown(actual) AS found, shown(round(actual * 10.0 ** power, 6)) AS expected,
    CASE power WHEN -6 THEN '0.000001' ELSE shown(10.0 ** power) END AS detail
FROM slips
WHERE power IS NOT NULL
