-- How the cells of one column look, every digit as 9: {cell} is the column, {rows} which rows count.
WITH texts AS (
    SELECT {cell} AS text, count(*) AS n FROM raw WHERE {cell} IS NOT NULL AND {rows} GROUP BY {cell}
)
SELECT
    translate(text, '0123456789', '9999999999') AS shape,
    sum(n)::BIGINT AS n,
    min(text) AS sample,
    sum(n) FILTER (regexp_matches(text, '^[^0-9]*0'))::BIGINT AS zeros
FROM texts
GROUP BY shape
ORDER BY n DESC
LIMIT $cap
