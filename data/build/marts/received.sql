-- received: one row per accepted row of a standing submission; earlier versions wrote fewer columns
INSERT INTO received BY NAME
SELECT standing.submission, standing.sequence, accepted.* EXCLUDE (filename)
FROM read_parquet($paths, filename = true, union_by_name = true) AS accepted
INNER JOIN standing ON standing.path = accepted.filename;
