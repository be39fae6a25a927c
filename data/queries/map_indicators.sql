-- one row per indicator with values in at least five regencies: code, names, the reporter with most regencies (a real one
-- before a simulated one), simulated or not
-- takes: agency
-- gives: code, name_id, name_en, agency, unit, regions, simulated
WITH reporters AS (
    SELECT
        indicator, agency, unit, count(DISTINCT region) AS regions, count(*) AS series,
        bool_or(status = 'simulated') AS simulated
    FROM series
    WHERE region <> '11' AND ($agency IS NULL OR agency = $agency)
    GROUP BY indicator, agency, unit
)
SELECT
    indicators.code, indicators.name_id, indicators.name_en, reporters.agency, reporters.unit, reporters.regions,
    reporters.simulated
FROM reporters
INNER JOIN indicators ON indicators.code = reporters.indicator
WHERE reporters.regions >= 5
QUALIFY row_number() OVER (
    PARTITION BY reporters.indicator ORDER BY reporters.simulated ASC, reporters.regions DESC, reporters.agency ASC
) = 1
ORDER BY reporters.simulated, indicators.code
