-- findings: the findings of the standing submissions, at most $kept of each submission and rule
CREATE TABLE findings AS
SELECT standing.submission, found.* EXCLUDE (filename)
FROM read_parquet($paths, filename = true) AS found
INNER JOIN standing ON standing.path = replace(found.filename, 'findings.parquet', 'accepted.parquet')
QUALIFY row_number() OVER (PARTITION BY standing.submission, found.rule ORDER BY found.row) <= $kept
ORDER BY standing.submission, found.row;
