-- one row per agency, or per theme where $of is 'theme', and year, of the quarter in which $last_day falls: median achievement of its series on the five-class
-- scale, newest value in the quarter; and the agency whose median is the lowest there
-- takes: of, first_day, last_day, agency, units, regions
-- gives: heading, name_id, name_en, period, period_start, judged, low, achievement, weakest, weakest_name
-- gives: weakest_achievement, status
WITH in_quarter AS (
    SELECT
        CASE WHEN $of = 'theme' THEN indicators.theme ELSE judgements.agency END AS heading, judgements.agency,
        judgements.unit, judgements.indicator, judgements.region,
        date_trunc('quarter', judgements.period_end) AS quarter_start,
        arg_max_null(judgements.achievement, judgements.period_start) AS achievement,
        arg_max_null(judgements.tone, judgements.period_start) AS tone,
        bool_or(judgements.status = 'simulated') AS simulated
    FROM judgements
    INNER JOIN indicators ON indicators.code = judgements.indicator AND indicators.scale = 'permendagri_86_2017'
    WHERE judgements.period_end BETWEEN CAST($first_day AS DATE) AND CAST($last_day AS DATE)
        AND quarter(judgements.period_end) = quarter(CAST($last_day AS DATE))
        AND judgements.achievement IS NOT NULL AND judgements.complete
        AND shared.in_scope($agency, $units, judgements.agency, judgements.unit)
        AND shared.placed($regions, judgements.region)
    GROUP BY ALL
),
of_agencies AS (
    SELECT heading, quarter_start, agency, median(achievement) AS achievement
    FROM in_quarter
    GROUP BY ALL
),
weakest AS (
    SELECT *
    FROM of_agencies
    QUALIFY row_number() OVER (PARTITION BY heading, quarter_start ORDER BY achievement, agency) = 1
)
SELECT
    in_quarter.heading, coalesce(themes.name_id, any_value(agencies.name_id)) AS name_id,
    coalesce(themes.name_en, any_value(agencies.name_en)) AS name_en,
    strftime(in_quarter.quarter_start, '%Y') || '-Q' || quarter(in_quarter.quarter_start) AS period,
    CAST(in_quarter.quarter_start AS DATE) AS period_start,
    count(*) AS judged, count(*) FILTER (tone IN ('poor', 'very_poor')) AS low,
    median(in_quarter.achievement) AS achievement,
    any_value(weakest.agency) AS weakest, any_value(agencies.abbreviation) AS weakest_name,
    any_value(weakest.achievement) AS weakest_achievement,
    CASE WHEN bool_or(simulated) THEN 'simulated' ELSE 'final' END AS status
FROM in_quarter
INNER JOIN weakest ON weakest.heading = in_quarter.heading AND weakest.quarter_start = in_quarter.quarter_start
INNER JOIN agencies ON agencies.code = weakest.agency
LEFT JOIN themes ON $of = 'theme' AND themes.code = in_quarter.heading
GROUP BY in_quarter.heading, in_quarter.quarter_start, themes.name_id, themes.name_en
ORDER BY any_value(agencies.abbreviation), period, in_quarter.heading
