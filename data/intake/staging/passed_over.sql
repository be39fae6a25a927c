-- Lines that hold no data: empty, with one filled cell and no value (titles of sections, notes), repeated headers,
-- sources and remarks. {filled} counts filled cells, {valued} is whether a value cell is filled, {repeated} whether the
-- line repeats the header, {first} is the first filled cell.
SELECT
    rowid + 1 AS "row",
    CASE WHEN {filled} = 0 THEN 'empty' WHEN {repeated} THEN 'header' ELSE 'note' END AS reason
FROM raw
WHERE rowid >= $data_row - 1
    AND (
        ({filled} <= 1 AND NOT {valued})
        OR {repeated}
        OR ({filled} <= 3 AND regexp_matches({first}, $note_words))
    )
