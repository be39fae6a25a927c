-- one row per priority indicator, in the order of the reference
-- gives: position, indicator, agency, short_id, short_en, status
SELECT position, indicator, agency, short_id, short_en, status
FROM priorities
ORDER BY position
