-- one row per class of a scale, best first
-- gives: scale, class, label_id, label_en, short_id, short_en, lower, lower_closed, upper, upper_closed, tone, rank
-- gives: cap_low, cap_high, decimals, source_id, source_en, confidence, valid_from, note_id, note_en
SELECT * FROM scales ORDER BY scale ASC, rank DESC
