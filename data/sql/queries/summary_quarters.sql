-- one row per agency and quarter: median achievement of its series on the five-class scale, newest value in the quarter
WITH in_quarter AS (
    SELECT
        observations.agency, date_trunc('quarter', observations.period_end) AS quarter_start, observations.series,
        arg_max_null(observations.achievement, observations.period_start) AS achievement,
        arg_max_null(observations.tone, observations.period_start) AS tone,
        bool_or(observations.status = 'simulated') AS simulated
    FROM observations
    JOIN indicators ON indicators.code = observations.indicator AND indicators.scale = 'permendagri_86_2017'
    WHERE observations.period_end BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND observations.achievement IS NOT NULL
        AND ($agency IS NULL OR observations.agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), observations.unit))
        AND CASE
            WHEN $regions IS NULL THEN observations.region = '11'
            ELSE list_contains(CAST($regions AS VARCHAR[]), observations.region)
        END
    GROUP BY ALL
)
SELECT
    in_quarter.agency, agencies.name_id, agencies.name_en, agencies.abbreviation,
    strftime(quarter_start, '%Y') || '-Q' || quarter(quarter_start) AS period,
    CAST(quarter_start AS DATE) AS period_start,
    count(*) AS judged, count(*) FILTER (tone IN ('poor', 'very_poor')) AS low, median(achievement) AS achievement,
    CASE WHEN bool_or(simulated) THEN 'simulated' ELSE 'final' END AS status
FROM in_quarter
JOIN agencies ON agencies.code = in_quarter.agency
GROUP BY ALL
ORDER BY agencies.abbreviation, period
