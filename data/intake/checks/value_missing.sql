-- Rows of a long table without target and actual.
SELECT "row", slice, 'realisasi' AS role, NULL AS found, NULL AS expected, NULL AS detail
FROM staged
WHERE actual IS NULL AND target IS NULL AND target_low IS NULL AND target_high IS NULL AND numerator IS NULL
