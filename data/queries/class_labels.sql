-- one row per class of a scale, best first
SELECT * FROM scales ORDER BY scale ASC, rank DESC
