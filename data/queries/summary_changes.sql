-- one row per indicator and kind of change: its most important series, and how many others changed alike
WITH changed AS (
    SELECT *, CASE WHEN change_kind = 'none' THEN 'class' ELSE change_kind END AS kind
    FROM series
    WHERE importance IS NOT NULL AND last_start >= $since
        AND ($agency IS NULL OR agency = $agency)
        AND ($units IS NULL OR list_contains(CAST($units AS VARCHAR[]), unit))
        AND CASE
            WHEN $regions IS NULL THEN region = '11'
            ELSE list_contains(CAST($regions AS VARCHAR[]), region)
        END
),
first_of AS (
    SELECT *, count(*) OVER (PARTITION BY kind, indicator) - 1 AS others
    FROM changed
    QUALIFY row_number() OVER (PARTITION BY kind, indicator ORDER BY importance) = 1
)
SELECT
    first_of.series, first_of.agency, first_of.unit, first_of.indicator, first_of.region, first_of.last_period, first_of.kind,
    first_of.state, first_of.previous_state, first_of.confirmed, first_of.class_steps, first_of.tone, first_of.previous_tone,
    first_of.others, first_of.brief_id, first_of.brief_en, first_of.sentence_id, first_of.sentence_en, first_of.status,
    first_of.actuals, first_of.target,
    indicators.short_id, indicators.short_en, agencies.abbreviation, regions.short_name AS region_name,
    units.name_id AS unit_id, units.name_en AS unit_en,
    count(*) OVER (PARTITION BY first_of.kind) AS of_kind
FROM first_of
JOIN indicators ON indicators.code = first_of.indicator
JOIN agencies ON agencies.code = first_of.agency
JOIN regions ON regions.code = first_of.region
LEFT JOIN units ON units.code = first_of.unit AND units.agency = first_of.agency
QUALIFY row_number() OVER (PARTITION BY first_of.kind ORDER BY first_of.importance) <= $limit
ORDER BY first_of.importance
