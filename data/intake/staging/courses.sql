-- One row per series of `timeline`: how many values it has, how far they and their targets lie apart, and whether any is
-- less (or more) than the one right before it in the same year; what the checks against a series' own history ask first.
CREATE TABLE courses AS
SELECT
    c.*, k.months, k.better
FROM (
    SELECT
        s, any_value(i) AS i, any_value(cycle) AS cycle, count(*) AS n, count_if(actual <> 0) AS filled,
        min(nullif(abs(actual), 0)) AS least, max(abs(actual)) AS most, count_if(target > 0) AS targets,
        min(nullif(abs(target), 0)) AS least_target, max(abs(target)) AS most_target,
        bool_or(actual IS NOT NULL AND follows AND NOT coalesce(actual >= before, false)) AS falls,
        bool_or(target IS NOT NULL AND follows AND NOT coalesce(target >= before_target, false)) AS target_falls,
        bool_or(target IS NOT NULL AND follows AND NOT coalesce(target <= before_target, false)) AS target_rises
    FROM (
        SELECT
            *, lag(s) OVER () = s AND lag(t) OVER () // 12 = t // 12 AS follows, lag(actual) OVER () AS before,
            lag(target) OVER () AS before_target
        FROM timeline
    )
    GROUP BY s
) AS c
INNER JOIN indicators AS k ON k.k = c.i
