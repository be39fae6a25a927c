-- Percentages of which none reaches 1, their targets 1 or less: perhaps shares of one. Left out are indicators that are
-- published with such values, or that may be negative, as growth may.
WITH small AS (
    SELECT i FROM staged
    GROUP BY i
    HAVING max(abs(actual)) > 0 AND max(abs(actual)) < 1 AND coalesce(max(abs(target)), 0) <= 1
)
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found, shown(round(s.actual * 100, 6)) AS expected,
    NULL AS detail
FROM staged AS s
INNER JOIN small USING (i)
INNER JOIN indicators AS k ON k.k = s.i AND k.unit = '%' AND coalesce(k.minimum, -1) >= 0
WHERE s.actual IS NOT NULL AND s.i NOT IN (SELECT i FROM past WHERE abs(actual) < 1 AND actual <> 0)
