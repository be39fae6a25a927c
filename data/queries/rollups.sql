-- one row per (indicator, agency, unit, period): province value derived from regencies
SELECT * FROM rollups WHERE $indicator IS NULL OR indicator = $indicator ORDER BY indicator, agency, unit, period_start
