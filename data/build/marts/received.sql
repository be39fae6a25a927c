-- received: one row per accepted row of a standing submission, simulated ones left out where they are set aside; earlier
-- versions wrote fewer columns
INSERT INTO received BY NAME
SELECT standing.submission, standing.sequence, accepted.* EXCLUDE (filename)
FROM read_parquet($paths, filename = true, union_by_name = true) AS accepted
INNER JOIN standing ON standing.path = accepted.filename
WHERE NOT (standing.real_only AND accepted.status = 'simulated');
