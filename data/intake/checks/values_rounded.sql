-- Indicators whose values are nearly all multiples of five, where a measurement would give one in five at most. Large
-- whole numbers are left out: amounts of money are budgeted in round ones.
SELECT
    NULL::BIGINT AS "row", NULL::SMALLINT AS slice, NULL AS role,
    count_if(s.actual % 5 = 0)::VARCHAR AS found, count(*)::VARCHAR AS expected, i.code AS detail,
    list(s."row" ORDER BY s."row") AS "rows"
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i
WHERE s.i IN (SELECT i FROM profile WHERE is_rounded) AND s.actual NOT IN (0, 100) AND (i.decimals > 0 OR s.actual BETWEEN 20 AND 10000)
GROUP BY i.code
HAVING count(*) >= 10 AND count_if(s.actual % 5 = 0) >= 0.8 * count(*) AND count(DISTINCT s.actual) >= 4
