-- one row per agency: series at province level judged, low, by trend signal, and behind the newest period
-- takes: since
-- gives: agency, name_id, name_en, abbreviation, type, series, judged, high, low, worsening, improving, behind
-- gives: simulated, last_start
WITH newest AS (
    SELECT frequency, max(last_start) AS newest
    FROM standings
    GROUP BY frequency
)
SELECT
    agencies.code AS agency, agencies.name_id, agencies.name_en, agencies.abbreviation, agencies.type,
    count(*) AS series, count(standings.tone) AS judged,
    count(*) FILTER (standings.tone IN ('very_good', 'good')) AS high,
    count(*) FILTER (standings.tone IN ('poor', 'very_poor')) AS low,
    count(*) FILTER (standings.state = 'worsening') AS worsening,
    count(*) FILTER (standings.state = 'improving') AS improving,
    count(*) FILTER (standings.last_start < newest.newest) AS behind,
    count(*) FILTER (standings.status = 'simulated') AS simulated,
    max(standings.last_start) AS last_start
FROM standings
INNER JOIN agencies ON agencies.code = standings.agency
INNER JOIN newest USING (frequency)
WHERE standings.region = '11' AND standings.last_start >= $since
GROUP BY ALL
ORDER BY low DESC, worsening DESC, agencies.name_id ASC
