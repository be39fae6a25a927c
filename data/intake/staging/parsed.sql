-- What some rows were read as, for the preview.
SELECT
    s."row", s.slice, a.code, u.code, i.code, r.code, f.id, s.target, s.target_low, s.target_high, s.actual, s.numerator,
    s.denominator
FROM staged AS s
LEFT JOIN agencies AS a ON a.k = s.a
LEFT JOIN units AS u ON u.k = s.u
LEFT JOIN indicators AS i ON i.k = s.i
LEFT JOIN regions AS r ON r.k = s.r
LEFT JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
WHERE s."row" IN (SELECT unnest($rows))
ORDER BY s."row", s.slice
