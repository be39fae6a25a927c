-- Indicators by regency for which some regencies are there, here or published, and some are not: the emptiest period of each.
WITH here AS (
    SELECT s.i, s.t, s.r, any_value(s.pk) AS pk
    FROM staged AS s INNER JOIN indicators AS i ON i.k = s.i AND i.by_region
    WHERE s.r > 1 AND (s.actual IS NOT NULL OR s.numerator IS NOT NULL)
    GROUP BY s.i, s.t, s.r
),
present AS (
    SELECT i, t, any_value(pk) AS pk, list(DISTINCT r) AS regions
    FROM (
        FROM here
        UNION ALL
        SELECT p.i, p.t, p.r, NULL FROM reported AS p SEMI JOIN here USING (i, t)
    )
    GROUP BY i, t
),
gaps AS (
    SELECT i, arg_min(pk, len(regions)) AS pk, arg_min(regions, len(regions)) AS regions, count(*) AS periods
    FROM present WHERE len(regions) BETWEEN 6 AND 22 GROUP BY i
)
SELECT
    NULL::BIGINT AS "row", NULL::SMALLINT AS slice, NULL AS role, len(g.regions)::VARCHAR AS found,
    (SELECT string_agg(r.name, ', ' ORDER BY r.k) FROM regions AS r WHERE r.k > 1 AND NOT list_contains(g.regions, r.k))
        AS expected,
    i.code || ' ' || f.id || CASE WHEN g.periods > 1 THEN
        printf(' dan %d periode lain‖%s %s and %d more', g.periods - 1, i.code, f.id, g.periods - 1) ELSE '' END AS detail,
    (SELECT list(s."row" ORDER BY s."row") FROM staged AS s WHERE s.i = g.i AND s.pk = g.pk) AS "rows"
FROM gaps AS g
INNER JOIN indicators AS i ON i.k = g.i
INNER JOIN fits AS f ON f.k = g.pk AND f.freq = i.freq
