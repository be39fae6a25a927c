-- Cells of one column that a merged cell covers take its text. {cell} is the column.
UPDATE raw SET {cell} = above.{cell}
FROM merged INNER JOIN raw AS above ON above.rowid = merged.first
WHERE raw.rowid = merged.at AND raw.{cell} IS NULL
