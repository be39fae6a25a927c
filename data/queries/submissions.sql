-- one row per standing submission
SELECT * FROM submissions ORDER BY sequence
