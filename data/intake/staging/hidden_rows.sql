-- Rows that the workbook hides from the eye and that are read all the same.
INSERT INTO found (rule, "row", slice, col, found, expected, detail, listed)
SELECT 'row_hidden', hidden.at, NULL::SMALLINT, NULL::INTEGER, NULL, NULL, NULL, true
FROM hidden
WHERE hidden.at >= $data_row AND hidden.at <= (SELECT count(*) FROM raw)
    AND hidden.at NOT IN (SELECT "row" FROM skipped)
