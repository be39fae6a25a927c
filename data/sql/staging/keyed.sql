-- Every observation with a whole key, in the order of series and time. `season` tells apart the months of amounts that
-- accumulate inside a year.
CREATE TABLE keyed AS
SELECT
    s.s, s.i, s.t, s."row", s.slice, s.actual, s.target,
    CASE WHEN i.accumulation = 'cumulative' THEN (s.t % 12)::TINYINT ELSE 0::TINYINT END AS season
FROM staged AS s
JOIN indicators AS i ON i.k = s.i
WHERE s.a > 0 AND s.r > 0 AND s.t IS NOT NULL
ORDER BY s, season, t
