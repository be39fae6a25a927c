-- one row: the dictionary entry of one indicator
SELECT * FROM indicators WHERE code = $indicator
