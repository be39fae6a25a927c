-- one row per agency: budget absorption against its target, and the median achievement of its other indicators
-- takes: budget, as_of, since
-- gives: agency, name_id, name_en, abbreviation, absorption, absorbed, period, achievement, judged, simulated
SELECT
    agencies.code AS agency, agencies.name_id, agencies.name_en, agencies.abbreviation,
    max(standings.achievement) FILTER (standings.indicator = $budget) AS absorption,
    max(standings.actual) FILTER (standings.indicator = $budget) AS absorbed,
    max(standings.last_period) FILTER (standings.indicator = $budget) AS period,
    median(standings.achievement) FILTER (standings.indicator <> $budget AND indicators.scale = 'permendagri_86_2017')
        AS achievement,
    count(standings.achievement) FILTER (standings.indicator <> $budget AND indicators.scale = 'permendagri_86_2017')
        AS judged,
    bool_or(standings.status = 'simulated') AS simulated
FROM shared.standings_on(CAST($as_of AS DATE)) AS standings
INNER JOIN agencies ON agencies.code = standings.agency
INNER JOIN indicators ON indicators.code = standings.indicator
WHERE standings.region = '11' AND standings.unit = '' AND shared.last_day_of(standings.last_period) >= CAST($since AS DATE)
GROUP BY ALL
HAVING absorption IS NOT NULL AND achievement IS NOT NULL
ORDER BY agencies.name_id
