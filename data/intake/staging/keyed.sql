-- Every observation with a whole key; `observed` stands in the order of series and time, so this does too.
CREATE VIEW keyed AS
SELECT s, i, cycle, t, "row", slice, actual, target
FROM staged
WHERE a > 0 AND r > 0 AND t IS NOT NULL
