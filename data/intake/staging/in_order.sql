-- Whether the rows of every series in `observed` follow one another in time; a missing key counts as disorder.
SELECT
    count_if(s IS NULL OR t IS NULL) = 0
    AND count_if(s = s_before AND (t, "row") < (t_before, row_before)) = 0
    AND count_if(s IS DISTINCT FROM s_before) = count(DISTINCT s)
FROM (
    SELECT
        s, t, "row", lag(s) OVER () AS s_before, lag(t) OVER () AS t_before, lag("row") OVER () AS row_before
    FROM observed
)
