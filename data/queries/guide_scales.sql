-- one row per class of a scale, best first, with bounds, source and confidence
-- gives: scale, class, label_id, label_en, short_id, short_en, lower, lower_closed, upper, upper_closed, tone, rank
-- gives: cap_low, cap_high, decimals, source_id, source_en, confidence, note_id, note_en
SELECT
    scale, class, label_id, label_en, short_id, short_en, lower, lower_closed, upper, upper_closed,
    tone, rank, cap_low, cap_high, decimals, source_id, source_en, confidence, note_id, note_en
FROM scales
ORDER BY scale ASC, rank DESC
