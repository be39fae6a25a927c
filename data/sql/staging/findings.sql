-- All findings with their messages filled in; errors first, then by rule and row.
CREATE OR REPLACE MACRO filled(template, found, "column", detail, expected) AS
    replace(replace(replace(replace(template,
        '{found}', coalesce(found, '')), '{column}', coalesce("column", '')),
        '{detail}', coalesce(detail, '')), '{expected}', expected);
CREATE OR REPLACE TABLE findings AS
SELECT
    f.rule, r.severity, f."row" AS "row", c.header AS "column", f.found,
    coalesce(f.expected, r.expected) AS expected,
    filled(r.remedy_id, f.found, c.header, f.detail, coalesce(f.expected, 'tidak ada')) AS remedy_id,
    filled(r.remedy_en, f.found, c.header, f.detail, coalesce(f.expected, 'none')) AS remedy_en,
    filled(r.message_id, f.found, c.header, f.detail, coalesce(f.expected, 'tidak ada')) AS message_id,
    filled(r.message_en, f.found, c.header, f.detail, coalesce(f.expected, 'none')) AS message_en
FROM found AS f
JOIN rules AS r ON r.id = f.rule
LEFT JOIN columns AS c ON c.col = f.col
WHERE f.listed
ORDER BY r.severity, f."row" IS NOT NULL, r."rank", f."row", f.col
