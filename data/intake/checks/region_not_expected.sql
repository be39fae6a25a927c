-- Regency values of an indicator that the dictionary reports for the province only; the first row of each series.
SELECT min(s."row") AS "row", min(s.slice) AS slice, 'kode_wilayah' AS role, r.code AS found, '11' AS expected, NULL AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i AND NOT i.by_region
INNER JOIN regions AS r ON r.k = s.r
WHERE s.r > 1 AND s.i IN (SELECT i FROM profile WHERE is_by_region)
GROUP BY s.i, r.code
