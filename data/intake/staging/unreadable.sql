-- Cells of one value column that are no numbers: their shape is among the bad ones. {cell} is the column.
INSERT INTO found (rule, "row", slice, col, found, expected, detail, listed)
SELECT DISTINCT $rule, raw.rowid + 1, NULL::SMALLINT, $col, {cell}, NULL, NULL, $listed
FROM raw
WHERE raw.rowid >= $data_row - 1 AND {cell} IS NOT NULL AND {guard}
    AND raw.rowid + 1 NOT IN (SELECT "row" FROM skipped)
