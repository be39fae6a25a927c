-- one row per theme and quarter: median achievement of its series on the five-class scale, newest value in the quarter,
-- and the agency whose median is the lowest
WITH in_quarter AS (
    SELECT
        indicators.theme, observations.agency, date_trunc('quarter', observations.period_end) AS quarter_start,
        observations.series,
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
),
of_agencies AS (
    SELECT theme, quarter_start, agency, median(achievement) AS achievement
    FROM in_quarter
    GROUP BY ALL
),
weakest AS (
    SELECT theme, quarter_start, agency, achievement
    FROM of_agencies
    QUALIFY row_number() OVER (PARTITION BY theme, quarter_start ORDER BY achievement, agency) = 1
)
SELECT
    in_quarter.theme, themes.name_id, themes.name_en,
    strftime(in_quarter.quarter_start, '%Y') || '-Q' || quarter(in_quarter.quarter_start) AS period,
    CAST(in_quarter.quarter_start AS DATE) AS period_start,
    count(*) AS judged, count(*) FILTER (tone IN ('poor', 'very_poor')) AS low,
    median(in_quarter.achievement) AS achievement,
    any_value(weakest.agency) AS weakest, any_value(agencies.abbreviation) AS weakest_name,
    any_value(weakest.achievement) AS weakest_achievement,
    CASE WHEN bool_or(simulated) THEN 'simulated' ELSE 'final' END AS status
FROM in_quarter
JOIN themes ON themes.code = in_quarter.theme
JOIN weakest ON weakest.theme = in_quarter.theme AND weakest.quarter_start = in_quarter.quarter_start
JOIN agencies ON agencies.code = weakest.agency
GROUP BY ALL
ORDER BY themes.name_id, period
