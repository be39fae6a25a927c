-- Targets weaker than an earlier one of the same year: of what accumulates, less than the one before; of shares and scores
-- the first that is weaker by more than a tenth than all earlier ones, which had not weakened among themselves.
WITH path AS (
    SELECT
        p.*, i.better, i.months, i.maximum, lag(p.target) OVER earlier AS before, lag(p.t) OVER earlier AS before_t,
        CASE i.better WHEN 'higher' THEN min(p.target) OVER earlier WHEN 'lower' THEN max(p.target) OVER earlier END AS weakest,
        first_value(p.target) OVER earlier AS first_target
    FROM timeline AS p INNER JOIN indicators AS i ON i.k = p.i AND i.months < 12
    WHERE p.target IS NOT NULL
    WINDOW earlier AS (PARTITION BY p.s, p.t // 12 ORDER BY p.t ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT
    "row", slice, 'target' AS role, shown(target) AS found, shown(before) AS expected, period_name(before_t, months) AS detail
FROM path
WHERE "row" IS NOT NULL AND before IS NOT NULL
    AND CASE
        WHEN cycle > 0 THEN target < before
        WHEN weakest <> first_target OR (maximum IS NULL AND better = 'higher') THEN false
        WHEN better = 'higher' THEN target < 0.9 * weakest
        WHEN better = 'lower' THEN target > 1.1 * weakest ELSE false
    END
