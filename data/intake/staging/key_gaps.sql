-- Keys that are missing altogether, and periods that do not fit the indicator's frequency.
INSERT INTO found (rule, "row", slice, col, found, expected, detail, listed)
SELECT 'region_missing', s."row", NULL, NULL, NULL, NULL, NULL, true
FROM staged AS s INNER JOIN region_map AS m ON m.k = s.rk WHERE m.place = 'absent' AND s.r = 0
UNION
SELECT 'agency_missing', s."row", NULL, NULL, NULL, NULL, NULL, true
FROM staged AS s INNER JOIN agency_map AS m ON m.k = s.ak WHERE s.a = 0 AND s.i > 0 AND m.a IS NULL
UNION
SELECT 'indicator_missing', s."row", NULL, NULL, NULL, NULL, NULL, true
FROM staged AS s INNER JOIN indicator_map AS m ON m.k = s.ik WHERE m.absent
UNION
SELECT f.rule, s."row", CASE WHEN f.by_slice THEN s.slice END, f.col, f.text, f.expected, NULL, true
FROM staged AS s
INNER JOIN indicator_map AS m ON m.k = s.ik
INNER JOIN fits AS f ON f.k = s.pk AND f.freq = m.freq
WHERE f.rule IS NOT NULL
