-- One row per row of a sheet or web table, written by the reader of workbooks: rowid + 1 is the row number.
CREATE TABLE raw AS
SELECT * FROM read_parquet($path)
