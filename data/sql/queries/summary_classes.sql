-- one row per class and scale: how many series stand in it; province level unless regencies are chosen
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
scoped AS (
    SELECT *
    FROM standing
    WHERE ($agency IS NULL OR agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
        AND CASE
            WHEN $regions IS NULL THEN region = '11'
            ELSE list_contains(CAST($regions AS VARCHAR[]), region)
        END
)
SELECT scoped."class", scales.scale, scoped.tone, count(*) AS n, count(*) FILTER (status = 'simulated') AS simulated
FROM scoped
LEFT JOIN indicators ON indicators.code = scoped.indicator
LEFT JOIN scales ON scales.scale = indicators.scale AND scales."class" = scoped."class"
GROUP BY ALL
ORDER BY scales.scale, min(scales.rank) DESC
