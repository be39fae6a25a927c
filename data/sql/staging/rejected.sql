-- Rows of which something stays out: the cells as they stand, and the rules they broke.
SELECT
    b."row"::BIGINT AS source_row,
    to_json([{cells}])::VARCHAR AS raw,
    f.rules
FROM (SELECT DISTINCT "row" FROM bad) AS b
JOIN raw ON raw.rowid = b."row" - 1
JOIN (
    SELECT f."row", string_agg(DISTINCT f.rule, ';' ORDER BY f.rule) AS rules
    FROM found AS f JOIN rules AS r ON r.id = f.rule AND r.severity = 'error'
    GROUP BY f."row"
) AS f ON f."row" = b."row"
ORDER BY source_row
