-- one row per regency: series judged, how many of them stand low, how many grow worse
WITH standing AS (
    -- newest value of each series, or the one in force on $as_of
    SELECT series, agency, unit, indicator, region, last_period AS period, last_start AS period_start,
        actual, target, achievement, "class", tone, status
    FROM series
    WHERE $as_of IS NULL AND last_start >= $since
    UNION ALL
    SELECT series, any_value(agency), any_value(unit), any_value(indicator), any_value(region),
        arg_max(period, period_start), max(period_start), arg_max_null(actual, period_start),
        arg_max_null(target, period_start), arg_max_null(achievement, period_start),
        arg_max_null("class", period_start), arg_max_null(tone, period_start), arg_max(status, period_start)
    FROM observations
    WHERE $as_of IS NOT NULL AND period_end <= $as_of AND period_start >= $since AND actual IS NOT NULL
    GROUP BY series
),
judged AS (
    SELECT standing.*, series.state
    FROM standing
    LEFT JOIN series USING (series)
    WHERE standing.region <> '11' AND ($agency IS NULL OR standing.agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), standing.unit))
        AND ($regions IS NULL OR list_contains(CAST($regions AS VARCHAR[]), standing.region))
)
SELECT
    regions.code AS region, regions.short_name, regions.name_id, regions.type,
    count(judged.series) AS series, count(judged.tone) AS judged,
    count(*) FILTER (judged.tone IN ('poor', 'very_poor')) AS low,
    count(*) FILTER (judged.state = 'worsening') AS worsening,
    count(*) FILTER (judged.status = 'simulated') AS simulated
FROM regions
LEFT JOIN judged ON judged.region = regions.code
WHERE regions.code <> '11' AND ($regions IS NULL OR list_contains(CAST($regions AS VARCHAR[]), regions.code))
GROUP BY ALL
ORDER BY low DESC, worsening DESC, regions.code
