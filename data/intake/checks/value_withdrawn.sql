-- A published actual that this file leaves without a value.
SELECT
    s."row", s.slice, 'realisasi' AS role, 'kosong‖nothing' AS found, shown(p.actual) AS expected, NULL AS detail
FROM staged AS s
JOIN past AS p ON p.s = s.s AND p.t = s.t AND p.given
WHERE s.actual IS NULL AND s.numerator IS NULL AND p.actual IS NOT NULL
