-- Final actuals of a period that has begun and not ended.
SELECT s."row", s.slice, 'periode' AS role, f.id AS found, f.period_end::VARCHAR AS expected, NULL AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i
INNER JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
INNER JOIN status_map AS st ON st.k = s.sk AND st.code = 'final'
WHERE s.actual IS NOT NULL AND s.marked IS NOT TRUE
    AND (SELECT today FROM settings WHERE is_known) BETWEEN f.period_start AND f.period_end - 1
