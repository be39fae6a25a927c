-- The newest actual of a series in the file equals the one of the period right before.
SELECT
    "row", slice, 'realisasi' AS role, shown(actual) AS found, NULL AS expected, shown(before) AS detail
FROM latest
WHERE actual = before AND actual NOT IN (0, 100)
