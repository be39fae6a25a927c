-- Data dated later than today.
SELECT s."row", s.slice, 'tanggal_data' AS role, d.day::VARCHAR AS found, NULL AS expected, NULL AS detail
FROM staged AS s
INNER JOIN date_map AS d ON d.k = s.dk
WHERE d.day > (SELECT today FROM settings)
