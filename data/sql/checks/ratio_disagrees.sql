-- The actual as written against numerator over denominator, beyond rounding.
SELECT
    s."row", s.slice, 'realisasi' AS role, shown(s.actual) AS found,
    shown(round(i.factor * s.numerator / s.denominator, 4)) AS expected, NULL AS detail
FROM staged AS s
JOIN indicators AS i ON i.k = s.i
WHERE s.denominator > 0 AND i.factor IS NOT NULL AND s.numerator IS NOT NULL
    AND abs(s.actual - i.factor * s.numerator / s.denominator)
        > greatest(0.06 * i.factor / 100, 0.002 * abs(i.factor * s.numerator / s.denominator))
