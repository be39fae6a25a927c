-- One unit alone that reports the very value of its agency: perhaps one report sent twice. 0 and 100 are left out, which both
-- may have.
WITH told AS (
    SELECT a, u, i, r, t, actual, "row", slice FROM staged
    WHERE actual IS NOT NULL AND (a, i) IN (SELECT (a, i) FROM staged WHERE u > 0 UNION SELECT (a, i) FROM beside WHERE u > 0)
    UNION ALL
    SELECT a, u, i, r, t, actual, NULL, NULL FROM beside ANTI JOIN staged USING (a, u, i, r, t)
),
twins AS (
    SELECT a, i, r, t FROM told
    GROUP BY a, i, r, t HAVING count(*) = 2 AND count_if(u = 0) = 1 AND min(actual) = max(actual) AND min(actual) NOT IN (0, 100)
)
SELECT
    "row", slice, 'realisasi' AS role, shown(actual) AS found, NULL AS expected,
    CASE WHEN u = 0 THEN 'unit‖unit' ELSE 'instansi‖agency' END AS detail
FROM told INNER JOIN twins USING (a, i, r, t)
WHERE "row" IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY a, i, r, t ORDER BY u DESC) = 1
