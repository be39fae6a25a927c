-- Numerators of shares above their denominator where that can be: the indicator's maximum is beyond its factor, or not
-- known. A factor of one makes a mean, no share.
SELECT
    s."row", s.slice, 'pembilang' AS role, shown(s.numerator) || ' / ' || shown(s.denominator) AS found,
    NULL AS expected, NULL AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i
WHERE s.numerator > s.denominator AND s.denominator > 0 AND i.factor > 1
    AND (i.maximum IS NULL OR i.maximum > i.factor)
