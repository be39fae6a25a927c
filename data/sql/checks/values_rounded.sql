-- Indicators measured with decimals whose values are nearly all multiples of five.
SELECT
    NULL::BIGINT AS "row", NULL::SMALLINT AS slice, NULL AS role,
    count_if(s.actual % 5 = 0)::VARCHAR AS found, count(*)::VARCHAR AS expected, i.code AS detail
FROM staged AS s
JOIN indicators AS i ON i.k = s.i AND i.decimals > 0
WHERE s.i IN (SELECT i FROM profile WHERE is_rounded) AND s.actual IS NOT NULL AND s.actual NOT IN (0, 100)
GROUP BY i.code
HAVING count(*) >= 20 AND count_if(s.actual % 5 = 0) >= 0.8 * count(*)
