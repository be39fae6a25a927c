-- one row per indicator of a download: what it is, in both languages, and how well it is evidenced
SELECT
    code, name_id, name_en, definition_id, definition_en, unit, unit_en, better, formula, accumulation,
    region_aggregation, frequency, decimals, minimum, maximum, agency, publisher, version, confidence, source,
    caveat_id, caveat_en
FROM indicators
WHERE code IN (
    SELECT DISTINCT indicator FROM observations
    WHERE ($agency IS NULL OR agency = $agency)
        AND ($indicators IS NULL OR list_contains($indicators, indicator))
        AND ($theme IS NULL OR indicator IN (SELECT code FROM indicators WHERE theme = $theme))
        AND ($units IS NULL OR list_contains($units, unit))
        AND ($regions IS NULL OR list_contains($regions, region))
        AND ($first IS NULL OR period_end >= CAST($first AS DATE))
        AND ($last IS NULL OR period_end <= CAST($last AS DATE))
        AND ($frequency IS NULL OR frequency = $frequency)
        AND ($status IS NULL OR status = $status)
)
ORDER BY code
