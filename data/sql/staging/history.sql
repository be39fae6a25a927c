-- Add what the published snapshot holds for the file's series in other periods.
INSERT INTO timeline
WITH series AS (SELECT DISTINCT a, u, i, r FROM staged),
known AS (
    SELECT s.*, ag.code AS agency, coalesce(un.code, '') AS unit, ind.code AS indicator, reg.code AS region,
        ind.accumulation
    FROM series AS s
    JOIN agencies AS ag ON ag.k = s.a
    LEFT JOIN units AS un ON un.k = s.u
    JOIN indicators AS ind ON ind.k = s.i
    JOIN regions AS reg ON reg.k = s.r
),
past AS (
    SELECT agency, unit, indicator, region, (year(period_start) * 12 + month(period_start) - 1)::INTEGER AS t, actual
    FROM history.observations
    WHERE actual IS NOT NULL AND status <> 'withdrawn'
        AND agency IN (SELECT agency FROM known) AND indicator IN (SELECT indicator FROM known)
)
SELECT
    k.a, k.u, k.i, k.r, p.t, NULL, NULL, p.actual,
    CASE WHEN k.accumulation = 'cumulative' THEN (p.t % 12)::TINYINT ELSE 0::TINYINT END
FROM past AS p
JOIN known AS k USING (agency, unit, indicator, region)
WHERE NOT EXISTS (FROM staged AS s WHERE (s.a, s.u, s.i, s.r, s.t) = (k.a, k.u, k.i, k.r, p.t))
