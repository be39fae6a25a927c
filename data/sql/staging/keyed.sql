-- Every observation with a whole key, in the order of series and time.
CREATE TABLE keyed AS
SELECT s, i, cycle, t, "row", slice, actual, target
FROM staged
WHERE a > 0 AND r > 0 AND t IS NOT NULL
ORDER BY s, t
