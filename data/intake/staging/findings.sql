-- {cell} is the cell of a value as the file has it, {lines} joins the file's lines.
-- The first `$kept` findings of each rule with their messages filled in (of a value `Indonesian‖English` each message takes its own half); errors first, then by rule and row.
CREATE OR REPLACE TABLE findings AS
SELECT
    f.rule, r.severity, f."row" AS "row", c.header AS "column",
    CASE
        WHEN regexp_full_match(f.found, '-?[0-9,]+(‖-?[0-9.]+)?') THEN coalesce({cell}, said(f.found, 2))
        ELSE replace(f.found, '‖', ' / ')
    END AS found,
    replace(coalesce(f.expected, r.expected), '‖', ' / ') AS expected,
    filled(r.remedy_id, f.found, c.header, f.detail, coalesce(f.expected, 'tidak ada'), 1) AS remedy_id,
    filled(r.remedy_en, f.found, c.header, f.detail, coalesce(f.expected, 'none'), 2) AS remedy_en,
    filled(r.message_id, f.found, c.header, f.detail, coalesce(f.expected, 'tidak ada'), 1) AS message_id,
    filled(r.message_en, f.found, c.header, f.detail, coalesce(f.expected, 'none'), 2) AS message_en,
    f."rows"
FROM (
    SELECT * FROM found WHERE listed
    QUALIFY row_number() OVER (PARTITION BY rule ORDER BY "row", col, slice) <= $kept
) AS f
INNER JOIN rules AS r ON r.id = f.rule
LEFT JOIN columns AS c ON c.col = f.col
{lines}
ORDER BY r.severity, f."row" IS NOT NULL, r."rank", f."row", f.col
