-- Lines of which something stays out: the cells as they stand, and the rules their observation broke.
WITH kept_out AS (
    SELECT DISTINCT b."row", coalesce(l.line, b."row") AS line
    FROM bad AS b LEFT JOIN lines AS l ON l."row" = b."row"
),
broken AS (
    SELECT coalesce(l."row", f."row") AS "row", string_agg(DISTINCT f.rule, ';' ORDER BY f.rule) AS rules
    FROM found AS f
    INNER JOIN rules AS r ON r.id = f.rule AND (r.severity = 'error' OR r.reason)
    LEFT JOIN lines AS l ON l.line = f."row"
    GROUP BY ALL
)
SELECT k.line::BIGINT AS source_row, to_json([{cells}])::VARCHAR AS raw, b.rules
FROM kept_out AS k
INNER JOIN raw ON raw.rowid = k.line - 1
INNER JOIN broken AS b ON b."row" = k."row"
ORDER BY source_row
