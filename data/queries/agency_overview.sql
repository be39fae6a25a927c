-- one row per agency of the register and any other that has reported: series at province level judged, low, by confirmed
-- trend signal, and its reports due by `today` of the periods ended since `first_day`, as Mutu Data counts them
-- takes: today, first_day, as_of, since
-- gives: agency, name_id, name_en, abbreviation, type, series, judged, high, low, worsening, improving, expected, missing
-- gives: simulated, last_start
WITH owed AS (
    SELECT
        agency, count(*) FILTER (record <> 'awaited') AS expected, count(*) FILTER (record = 'missing') AS missing
    FROM reports_on(CAST($today AS DATE))
    WHERE period_end BETWEEN CAST($first_day AS DATE) AND CAST($today AS DATE)
    GROUP BY agency
),
own AS (
    SELECT *
    FROM shared.standings_on(CAST($as_of AS DATE))
    WHERE region = '11' AND shared.last_day_of(last_period) >= CAST($since AS DATE)
)
SELECT
    agencies.code AS agency, agencies.name_id, agencies.name_en, agencies.abbreviation, agencies.type,
    count(own.indicator) AS series, count(own.tone) AS judged,
    count(*) FILTER (own.tone IN ('very_good', 'good')) AS high,
    count(*) FILTER (own.tone IN ('poor', 'very_poor')) AS low,
    count(*) FILTER (own.state = 'worsening' AND own.confirmed) AS worsening,
    count(*) FILTER (own.state = 'improving' AND own.confirmed) AS improving,
    coalesce(any_value(owed.expected), 0) AS expected, coalesce(any_value(owed.missing), 0) AS missing,
    count(*) FILTER (own.status = 'simulated') AS simulated,
    max(own.last_start) AS last_start
FROM agencies
LEFT JOIN own ON own.agency = agencies.code
LEFT JOIN owed ON owed.agency = agencies.code
WHERE agencies.counted = 'yes' OR own.agency IS NOT NULL
GROUP BY agencies.code, agencies.name_id, agencies.name_en, agencies.abbreviation, agencies.type
ORDER BY low DESC, worsening DESC, agencies.name_id ASC
