-- one row per regency: series judged, how many of them stand low, how many grow worse
-- takes: as_of, since, agency, units, regions
-- gives: region, short_name, name_id, type, series, judged, low, worsening, simulated
WITH judged AS (
    SELECT standing.*, CASE WHEN series.confirmed AND series.last_period = standing.period THEN series.state END AS state
    FROM shared.standing($as_of, $since) AS standing
    LEFT JOIN series USING (agency, unit, indicator, region)
    WHERE standing.region <> '11' AND shared.in_scope($agency, $units, standing.agency, standing.unit)
        AND shared.chosen($regions, standing.region)
)
SELECT
    regions.code AS region, regions.short_name, regions.name_id, regions.type,
    count(judged.indicator) AS series, count(judged.tone) AS judged,
    count(*) FILTER (judged.tone IN ('poor', 'very_poor')) AS low,
    count(*) FILTER (judged.state = 'worsening') AS worsening,
    count(*) FILTER (judged.status = 'simulated') AS simulated
FROM regions
LEFT JOIN judged ON judged.region = regions.code
WHERE regions.code <> '11' AND shared.chosen($regions, regions.code)
GROUP BY ALL
ORDER BY low DESC, worsening DESC, regions.code ASC
