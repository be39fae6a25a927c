-- one row per agency of the reference
SELECT * FROM agencies ORDER BY code
