-- Observations of one slice: keys matched by the exact texts of the row, numbers converted by the column's style.
-- `s` packs agency, unit, indicator and region into one number: the series. The fragments are column names and
-- conversions made by values.py; only columns that the file gives are kept, the view `staged` adds the others.
SELECT
    *, ((a::BIGINT * 65536 + u) * 4096 + i) * 64 + r AS s
FROM (
    SELECT
        raw.rowid + 1 AS "row",
        {slice}::SMALLINT AS slice,
        rm.k AS rk, im.k AS ik, am.k AS ak, pm.k AS pk,
        CASE WHEN rm.place = 'absent' AND NOT im.by_region THEN 1::SMALLINT ELSE rm.r END AS r,
        im.i AS i,
        im.cycle AS cycle,
        coalesce(am.a, im.owner, 0::SMALLINT) AS a,
        am.u AS u,
        f.t AS t
        {given}
    FROM raw
    INNER JOIN region_map AS rm ON {on_region}
    INNER JOIN indicator_map AS im ON {on_indicator}
    INNER JOIN agency_map AS am ON {on_agency}
    INNER JOIN period_map AS pm ON {on_period}
    {joins}
    INNER JOIN fits AS f ON f.k = pm.k AND f.freq = im.freq
    WHERE {kept} AND NOT (rm.total AND NOT im.adds)
)
