-- A published actual that this file leaves without a value, and does not say to take back.
SELECT
    s."row", s.slice, 'realisasi' AS role, 'kosong‖nothing' AS found, shown(p.actual) AS expected, NULL AS detail
FROM staged AS s
INNER JOIN past AS p ON p.s = s.s AND p.t = s.t AND p.given
INNER JOIN status_map AS st ON st.k = s.sk
WHERE s.actual IS NULL AND s.numerator IS NULL AND p.actual IS NOT NULL AND st.code IS DISTINCT FROM 'withdrawn'
