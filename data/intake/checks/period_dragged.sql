-- A year that grows by one from row to row while every row is another region's: a cell dragged down its column.
WITH lines AS (
    SELECT "row", slice, i, r, t, t - lag(t) OVER (PARTITION BY i, slice ORDER BY "row") AS step
    FROM staged WHERE r > 0 AND t IS NOT NULL
),
dragged AS (
    SELECT i, slice FROM lines
    GROUP BY i, slice
    HAVING count(*) >= 4 AND count(DISTINCT r) = count(*) AND count_if(step = 12) = count(*) - 1
)
SELECT
    l."row", l.slice, NULL AS role, (l.t // 12)::INTEGER::VARCHAR AS found, NULL AS expected, NULL AS detail
FROM lines AS l INNER JOIN dragged USING (i, slice)
WHERE l.step IS NOT NULL
