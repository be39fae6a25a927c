-- Numerators that give no actual: without a denominator, or of an indicator that is no ratio.
SELECT "row", slice, 'pembilang' AS role, shown(numerator) AS found, NULL AS expected, NULL AS detail
FROM staged
WHERE numerator IS NOT NULL AND actual IS NULL AND (denominator IS NULL OR denominator > 0)
