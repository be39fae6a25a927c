-- one row per class and scale: how many series stand in it; province level unless regencies are chosen
-- takes: as_of, since, agency, units, regions
-- gives: class, scale, tone, n, simulated
WITH scoped AS (
    SELECT *
    FROM shared.standing($as_of, $since)
    WHERE ($agency IS NULL OR agency = $agency) AND shared.chosen($units, unit) AND shared.placed($regions, region)
)
SELECT scoped.class, scales.scale, scoped.tone, count(*) AS n, count(*) FILTER (status = 'simulated') AS simulated
FROM scoped
LEFT JOIN indicators ON indicators.code = scoped.indicator
LEFT JOIN scales ON scales.scale = indicators.scale AND scales.class = scoped.class
GROUP BY ALL
ORDER BY scales.scale ASC, min(scales.rank) DESC
