-- one row per who published the figures of a download: the source that a value names, else the agency that reports it;
-- published figures first, then the most used
-- takes: agency, indicators, theme, units, regions, first, last, frequency, status
-- gives: publisher_id, publisher_en, simulated, observations
SELECT
    coalesce(nullif(observations.source, ''), agencies.name_id) AS publisher_id,
    coalesce(nullif(observations.source, ''), agencies.name_en) AS publisher_en,
    observations.status = 'simulated' AS simulated, count(*) AS observations
FROM shared.downloaded($agency, $indicators, $theme, $units, $regions, $first, $last, $frequency, $status)
    AS observations
INNER JOIN agencies ON agencies.code = observations.agency
GROUP BY ALL
ORDER BY simulated ASC, observations DESC, publisher_id ASC
