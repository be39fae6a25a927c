-- One row per line of a delimited file: rowid + 1 is the line number. {cells} is the list of text columns c1 … cN.
CREATE OR REPLACE TABLE raw AS
SELECT * FROM read_csv(
    $path, delim = $delimiter, quote = $quote, escape = $quote, header = false, auto_detect = false,
    columns = {cells}, null_padding = true, strict_mode = false, max_line_size = $longest
)
