-- Cells of one column that hold an error of a spreadsheet, or a formula that was never calculated. {cell} is the column.
INSERT INTO found (rule, "row", slice, col, found, expected, detail, listed)
SELECT
    CASE WHEN starts_with(trim({cell}), '=') THEN 'formula_without_result' ELSE 'error_value' END, raw.rowid + 1,
    NULL::SMALLINT, $col, left(trim({cell}), 80), NULL, $letters || (raw.rowid + 1), true
FROM raw
WHERE raw.rowid >= $data_row - 1 AND (contains({cell}, '#') OR contains({cell}, '=') OR contains({cell}, ':'))
    AND regexp_full_match({cell}, $pattern)
    AND raw.rowid + 1 NOT IN (SELECT "row" FROM skipped)
