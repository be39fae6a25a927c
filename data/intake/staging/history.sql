-- What the published snapshot holds for the file's series (`given` where the file has the same period), and which
-- regencies it holds for the file's indicators.
INSERT INTO past
WITH series AS (SELECT DISTINCT s, a, u, i, r, cycle FROM staged),
known AS (
    SELECT s.s, s.i, s.cycle, ag.code AS agency, coalesce(un.code, '') AS unit, ind.code AS indicator, reg.code AS region
    FROM series AS s
    JOIN agencies AS ag ON ag.k = s.a
    LEFT JOIN units AS un ON un.k = s.u
    JOIN indicators AS ind ON ind.k = s.i
    JOIN regions AS reg ON reg.k = s.r
),
published AS (
    SELECT agency, unit, indicator, region, (year(period_start) * 12 + month(period_start) - 1)::INTEGER AS t,
        actual, target
    FROM history.observations
    WHERE (actual IS NOT NULL OR target IS NOT NULL) AND status <> 'withdrawn'
        AND agency IN (SELECT agency FROM known) AND indicator IN (SELECT indicator FROM known)
)
SELECT k.s, k.i, k.cycle, p.t, p.actual, p.target, EXISTS (FROM staged AS o WHERE o.s = k.s AND o.t = p.t)
FROM published AS p
JOIN known AS k USING (agency, unit, indicator, region);
INSERT INTO reported
SELECT DISTINCT i.k, (year(p.period_start) * 12 + month(p.period_start) - 1)::INTEGER, r.k
FROM history.observations AS p
JOIN indicators AS i ON i.code = p.indicator AND i.by_region
JOIN regions AS r ON r.code = p.region AND r.k > 1
WHERE p.actual IS NOT NULL AND p.status <> 'withdrawn' AND i.k IN (SELECT i FROM staged)
