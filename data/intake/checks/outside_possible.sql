-- Actuals and targets outside the indicator's possible range.
WITH given AS (
    SELECT "row", slice, i, 'realisasi' AS role, actual AS given FROM staged
    WHERE actual IS NOT NULL AND i IN (SELECT i FROM profile WHERE is_outside)
    UNION ALL
    SELECT "row", slice, i, 'target', target FROM staged
    WHERE target IS NOT NULL AND i IN (SELECT i FROM profile WHERE is_outside)
    UNION ALL
    SELECT "row", slice, i, 'target_bawah', target_low FROM staged
    WHERE target_low IS NOT NULL AND i IN (SELECT i FROM profile WHERE is_outside)
    UNION ALL
    SELECT "row", slice, i, 'target_atas', target_high FROM staged
    WHERE target_high IS NOT NULL AND i IN (SELECT i FROM profile WHERE is_outside)
)
SELECT
    g."row", g.slice, g.role, shown(g.given) AS found,
    coalesce(shown(i.minimum), '-∞') || ' … ' || coalesce(shown(i.maximum), '∞') AS expected, NULL AS detail
FROM given AS g
JOIN indicators AS i ON i.k = g.i
WHERE g.given < i.minimum OR g.given > i.maximum
