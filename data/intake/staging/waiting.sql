-- Observations that a warning keeps out until its reason is given.
CREATE TABLE waiting AS
SELECT "row", slice, list(DISTINCT rule) AS rules FROM explained WHERE needed AND reason IS NULL GROUP BY ALL
