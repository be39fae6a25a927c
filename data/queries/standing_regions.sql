-- one row per regency: how many targets of its newest values are met, nearly met and not, and how many were a year before
-- a value counts by the target of its own period, from the year before last on; worsening as confirmed
-- takes: today, as_of, agency
-- gives: region, region_name, met, near, not_met, before_met, worsening, simulated
WITH clock AS (
    SELECT shared.judged($today, $as_of) AS today, CAST($as_of AS DATE) AS as_of
),
judged AS (
    SELECT
        observations.series, observations.region, observations.period_start, observations.status,
        shared.stands(observations.gap, observations.achievement, indicators.near_from) AS standing
    FROM observations
    INNER JOIN indicators ON indicators.code = observations.indicator
    CROSS JOIN clock
    WHERE observations.region <> '11' AND observations.actual IS NOT NULL AND indicators.counts_as = 'result'
        AND ($agency IS NULL OR observations.agency = $agency)
        AND (clock.as_of IS NULL OR observations.period_end <= clock.as_of)
),
newest AS (
    SELECT judged.*
    FROM judged
    CROSS JOIN clock
    WHERE year(judged.period_start) >= year(clock.today) - 2
    QUALIFY row_number() OVER (PARTITION BY judged.series ORDER BY judged.period_start DESC) = 1
)
SELECT
    newest.region, regions.short_name AS region_name,
    count(*) FILTER (newest.standing = 'met') AS met,
    count(*) FILTER (newest.standing = 'near') AS near,
    count(*) FILTER (newest.standing = 'not_met') AS not_met,
    count(*) FILTER (earlier.standing = 'met') AS before_met,
    count(*) FILTER (series.state = 'worsening' AND series.confirmed AND series.last_start = newest.period_start) AS worsening,
    count(*) FILTER (newest.status = 'simulated') AS simulated
FROM newest
INNER JOIN regions ON regions.code = newest.region
LEFT JOIN series ON series.series = newest.series
LEFT JOIN judged AS earlier
    ON earlier.series = newest.series AND earlier.period_start = newest.period_start - INTERVAL 1 YEAR
WHERE newest.standing <> 'no_target'
GROUP BY newest.region, regions.short_name
ORDER BY regions.short_name
