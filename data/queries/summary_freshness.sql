-- one row per agency: its newest period and how many of its series stop before the newest period of their frequency
-- takes: agency, since
-- gives: agency, name_id, name_en, abbreviation, series, last_start, last_period, behind, received_at
WITH newest AS (
    SELECT frequency, max(last_start) AS newest
    FROM series
    GROUP BY frequency
)
SELECT
    series.agency, agencies.name_id, agencies.name_en, agencies.abbreviation,
    count(*) AS series, max(series.last_start) AS last_start, arg_max(series.last_period, series.last_start) AS last_period,
    count(*) FILTER (series.last_start < newest.newest) AS behind,
    max(submissions.received_at) AS received_at
FROM series
INNER JOIN newest USING (frequency)
INNER JOIN agencies ON agencies.code = series.agency
LEFT JOIN submissions USING (submission)
WHERE ($agency IS NULL OR series.agency = $agency) AND series.last_start >= $since
GROUP BY ALL
ORDER BY behind DESC, agencies.name_id ASC
