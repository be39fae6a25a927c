-- Values of every series in the file together with those the published snapshot holds for other periods ("row" is NULL
-- there), in the order of series and time.
CREATE OR REPLACE TABLE timeline AS
SELECT * FROM (
    SELECT s, i, t, "row", slice, actual, target, season FROM keyed
    UNION ALL
    SELECT
        p.s, p.i, p.t, NULL, NULL, p.actual, p.target,
        CASE WHEN i.accumulation = 'cumulative' THEN (p.t % 12)::TINYINT ELSE 0::TINYINT END
    FROM past AS p
    JOIN indicators AS i ON i.k = p.i
)
ORDER BY s, season, t
