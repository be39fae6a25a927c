-- Rows whose region name is unknown and whose nearest province row above is not Aceh's. {on} joins a row to its region.
WITH placed AS (
    SELECT
        raw.rowid + 1 AS "row",
        rm.place = 'fault' AS unknown,
        last_value(CASE WHEN rm.place = 'province_elsewhere' THEN true WHEN rm.r = 1 THEN false END IGNORE NULLS)
            OVER (ORDER BY raw.rowid) AS elsewhere
    FROM raw
    INNER JOIN region_map AS rm ON {on}
    WHERE {data}
)
SELECT "row", 'elsewhere' FROM placed
WHERE unknown AND elsewhere AND "row" NOT IN (SELECT "row" FROM skipped)
