-- Values of every series in the file together with those the published snapshot holds for other periods ("row" is NULL
-- there), in the order of series and time.
CREATE OR REPLACE TABLE timeline AS
SELECT * FROM (
    SELECT s, i, cycle, t, "row", slice, actual, target FROM keyed
    UNION ALL
    SELECT s, i, cycle, t, NULL, NULL, actual, target FROM past WHERE NOT given
)
ORDER BY s, t
