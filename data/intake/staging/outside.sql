-- Actuals and targets outside the indicator's range. A bound is hard where the range begins at zero or above and, at its upper
-- end, where it is at most a hundred or the whole of the ratio; others are experience.
CREATE VIEW outside AS
WITH limits AS (
    SELECT
        k, minimum, maximum, minimum >= 0 AS is_hard_below,
        minimum >= 0 AND (maximum <= 100 OR maximum = factor) AS is_hard_above
    FROM indicators
    WHERE minimum IS NOT NULL OR maximum IS NOT NULL
),
given AS (
    UNPIVOT (
        SELECT s."row", s.slice, l.minimum, l.maximum, l.is_hard_below, l.is_hard_above,
            CASE WHEN s.actual < l.minimum OR s.actual > l.maximum THEN s.actual END AS realisasi,
            CASE WHEN s.target < l.minimum OR s.target > l.maximum THEN s.target END AS target,
            CASE WHEN s.target_low < l.minimum OR s.target_low > l.maximum THEN s.target_low END AS target_bawah,
            CASE WHEN s.target_high < l.minimum OR s.target_high > l.maximum THEN s.target_high END AS target_atas
        FROM staged AS s INNER JOIN limits AS l ON l.k = s.i
    )
    ON realisasi, target, target_bawah, target_atas
    INTO NAME role VALUE given
)
SELECT
    "row", slice, role, shown(given) AS found,
    coalesce(shown(minimum), '-∞') || ' … ' || coalesce(shown(maximum), '∞') AS expected, NULL AS detail,
    coalesce(CASE WHEN given < minimum THEN is_hard_below ELSE is_hard_above END, false) AS is_hard
FROM given
