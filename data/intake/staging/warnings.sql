-- Rules of the warnings on an observation, for the column `warning` of accepted rows.
LEFT JOIN (
    SELECT o."row", o.slice, string_agg(DISTINCT f.rule, ';' ORDER BY f.rule) AS warning
    FROM found AS f
    JOIN rules AS r ON r.id = f.rule AND r.severity = 'warning'
    JOIN staged AS o ON o."row" = f."row" AND (f.slice IS NULL OR f.slice = o.slice)
    GROUP BY o."row", o.slice
) AS w ON w."row" = s."row" AND w.slice = s.slice
