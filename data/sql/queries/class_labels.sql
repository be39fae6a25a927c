-- one row per class of a scale, best first
SELECT scale, "class", label_id, label_en, short_id, short_en, tone, rank, lower, upper, lower_closed, source, note_id, note_en
FROM scales
ORDER BY scale, rank DESC
