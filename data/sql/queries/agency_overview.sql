-- one row per agency: series at province level judged, low, by trend signal, and behind the newest period
WITH newest AS (
    SELECT frequency, max(last_start) AS newest
    FROM series
    GROUP BY frequency
)
SELECT
    agencies.code AS agency, agencies.name_id, agencies.name_en, agencies.abbreviation, agencies.type,
    count(*) AS series, count(series.tone) AS judged,
    count(*) FILTER (series.tone IN ('very_good', 'good')) AS high,
    count(*) FILTER (series.tone IN ('poor', 'very_poor')) AS low,
    count(*) FILTER (series.state = 'worsening') AS worsening,
    count(*) FILTER (series.state = 'improving') AS improving,
    count(*) FILTER (series.last_start < newest.newest) AS behind,
    count(*) FILTER (series.status = 'simulated') AS simulated,
    max(series.last_start) AS last_start
FROM series
JOIN agencies ON agencies.code = series.agency
JOIN newest USING (frequency)
WHERE series.region = '11' AND series.last_start >= $since
GROUP BY ALL
ORDER BY low DESC, worsening DESC, agencies.name_id
