-- Shares of a whole cannot exceed it: the indicator's maximum is its factor.
SELECT
    s."row", s.slice, 'pembilang' AS role, shown(s.numerator) || ' / ' || shown(s.denominator) AS found,
    NULL AS expected, NULL AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i
WHERE s.numerator > s.denominator AND s.denominator > 0 AND i.factor IS NOT NULL AND i.maximum <= i.factor
