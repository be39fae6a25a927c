-- one row per class and scale: how many series stand in it; province level unless regencies are chosen
WITH standing AS (
    -- newest value, or the one in force on $as_of
    SELECT agency, unit, indicator, region, "class", tone, status
    FROM standings
    WHERE $as_of IS NULL AND last_start >= $since
    UNION ALL
    SELECT agency, unit, indicator, region,
        arg_max_null("class", period_start), arg_max_null(tone, period_start), arg_max(status, period_start)
    FROM judgements
    WHERE $as_of IS NOT NULL AND period_end <= $as_of AND period_start >= $since AND actual IS NOT NULL
    GROUP BY agency, unit, indicator, region
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
