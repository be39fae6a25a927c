-- A denominator of zero or less gives no ratio.
SELECT "row", slice, 'penyebut' AS role, shown(denominator) AS found, NULL AS expected, NULL AS detail
FROM staged
WHERE denominator <= 0
