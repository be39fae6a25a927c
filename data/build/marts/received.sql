-- received: one row per accepted row of a standing submission
CREATE TEMP TABLE received AS
SELECT standing.submission, standing.sequence, accepted.* EXCLUDE (filename)
FROM read_parquet($paths, filename = true) AS accepted
INNER JOIN standing ON standing.path = accepted.filename;
