-- one row: how many series were tested for a trend, found at p < 0.05, and stand after the false-discovery rate
-- gives: tested, found, confirmed
SELECT
    count(p_value) AS tested,
    count(*) FILTER (p_value < 0.05) AS found,
    count(*) FILTER (confirmed) AS confirmed
FROM series
