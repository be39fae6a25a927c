-- Warnings on observations, each with the reason the sender gave for it: the one for its line and rule, its line, its rule,
-- or the whole file, the first of these that there is; NULL where none was given.
CREATE OR REPLACE TABLE explained AS
SELECT
    w."row", w.slice, w.rule, w.needed, w.unchanged,
    arg_max(g.text, 2 * (g."row" IS NOT NULL)::INTEGER + (g.rule IS NOT NULL)::INTEGER) AS reason
FROM (
    SELECT DISTINCT s."row", s.slice, f.rule, r.reason AS needed, r.unchanged, f."row" AS line
    FROM found AS f
    INNER JOIN rules AS r ON r.id = f.rule AND r.severity = 'warning'
    INNER JOIN staged AS s ON s."row" = f."row" AND (f.slice IS NULL OR s.slice = f.slice)
) AS w
LEFT JOIN given_reasons AS g
    ON coalesce(g.rule, w.rule) = w.rule AND (g."row" IS NULL OR g."row" = w.line OR (g."row", w.line) IN (SELECT line, "row" FROM lines))
GROUP BY ALL
