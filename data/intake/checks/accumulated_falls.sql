-- Amounts that accumulate inside the year and are less than a period before in the same year.
SELECT
    "row", slice, 'realisasi' AS role, shown(actual) AS found, shown(before) AS expected, NULL AS detail
FROM (
    SELECT
        "row", slice, actual, lag(actual) OVER (PARTITION BY s, t // 12 ORDER BY t) AS before
    FROM timeline WHERE cycle > 0 AND actual IS NOT NULL
)
WHERE actual < before AND "row" IS NOT NULL
