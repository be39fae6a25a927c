-- Amounts in millions, billions or trillions of rupiah that no budget holds: written in another unit.
SELECT v."row", v.slice, v.role, shown(v.value) AS found, i.unit AS expected, NULL AS detail
FROM (
    SELECT "row", slice, i, 'realisasi' AS role, actual AS value FROM staged
    UNION ALL
    SELECT "row", slice, i, 'target', target FROM staged
) AS v
INNER JOIN indicators AS i ON i.k = v.i
WHERE i.unit LIKE '% rupiah'
    AND abs(v.value) * CASE split_part(i.unit, ' ', 1)
        WHEN 'juta' THEN 1e6 WHEN 'miliar' THEN 1e9 WHEN 'triliun' THEN 1e12 ELSE 1
    END > 1e15
