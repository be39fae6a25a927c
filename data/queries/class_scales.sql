-- one row per class of every scale: bounds, labels, tone, source and confidence
SELECT * FROM scales ORDER BY scale, rank
