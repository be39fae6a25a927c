-- What the published snapshot holds for the file's series (`given` where the file has the same period), and which
-- regencies it holds for the file's indicators; `beside` holds the values of the file's agencies for the same indicator,
-- region and period, units included.
INSERT INTO past
WITH series AS (SELECT DISTINCT s, a, u, i, r, cycle FROM staged),
known AS (
    SELECT s.s, s.i, s.cycle, ag.code AS agency, coalesce(un.code, '') AS unit, ind.code AS indicator, reg.code AS region
    FROM series AS s
    INNER JOIN agencies AS ag ON ag.k = s.a
    LEFT JOIN units AS un ON un.k = s.u
    INNER JOIN indicators AS ind ON ind.k = s.i
    INNER JOIN regions AS reg ON reg.k = s.r
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
INNER JOIN known AS k USING (agency, unit, indicator, region);
INSERT INTO reported
SELECT DISTINCT i.k, (year(p.period_start) * 12 + month(p.period_start) - 1)::INTEGER, r.k
FROM history.observations AS p
INNER JOIN indicators AS i ON i.code = p.indicator AND i.by_region
INNER JOIN regions AS r ON r.code = p.region AND r.k > 1
WHERE p.actual IS NOT NULL AND p.status <> 'withdrawn' AND i.k IN (SELECT i FROM staged);
INSERT INTO beside
SELECT DISTINCT s.a, coalesce(un.k, 0), s.i, s.r, s.t, p.actual
FROM history.observations AS p
INNER JOIN agencies AS ag ON ag.code = p.agency
INNER JOIN indicators AS ind ON ind.code = p.indicator
INNER JOIN regions AS reg ON reg.code = p.region
LEFT JOIN units AS un ON un.code = p.unit
INNER JOIN staged AS s ON s.a = ag.k AND s.i = ind.k AND s.r = reg.k
    AND s.t = (year(p.period_start) * 12 + month(p.period_start) - 1)::INTEGER
WHERE p.actual IS NOT NULL AND p.status <> 'withdrawn'
