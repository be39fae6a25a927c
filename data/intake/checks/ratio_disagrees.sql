-- The actual as written against numerator over denominator, beyond rounding; powers of ten between them are unit_slip's.
SELECT
    "row", slice, 'realisasi' AS role, shown(actual) AS found, shown(round(ratio, 4)) AS expected, NULL AS detail
FROM (
    SELECT s."row", s.slice, s.actual, i.factor, i.factor * s.numerator / s.denominator AS ratio
    FROM staged AS s
    INNER JOIN indicators AS i ON i.k = s.i
    WHERE s.denominator > 0 AND i.factor IS NOT NULL AND s.numerator IS NOT NULL AND s.actual IS NOT NULL
)
WHERE abs(actual - ratio) > greatest(0.06 * factor / 100, 0.002 * abs(ratio)) AND slip(actual, ratio, 0.98, 1.02) IS NULL
