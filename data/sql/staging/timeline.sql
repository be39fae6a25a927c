-- Actuals of every series in the file, with those the published snapshot holds for other periods ("row" is NULL there).
-- `season` tells apart the months of amounts that accumulate inside a year.
CREATE TABLE timeline AS
SELECT
    s.a, s.u, s.i, s.r, s.t, s."row", s.slice, s.actual,
    CASE WHEN i.accumulation = 'cumulative' THEN (s.t % 12)::TINYINT ELSE 0::TINYINT END AS season
FROM staged AS s
JOIN indicators AS i ON i.k = s.i
WHERE s.actual IS NOT NULL
