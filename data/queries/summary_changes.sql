-- one row per indicator and kind of change: its most important series, and how many others changed alike
-- takes: since, agency, units, regions, limit
-- gives: series, agency, unit, indicator, region, last_period, kind, state, previous_state, confirmed, class_steps
-- gives: tone, previous_tone, others, brief_id, brief_en, sentence_id, sentence_en, status, actuals, target
-- gives: short_id, short_en, abbreviation, region_name, unit_id, unit_en, of_kind
WITH changed AS (
    SELECT *, CASE WHEN change_kind = 'none' THEN 'class' ELSE change_kind END AS kind
    FROM series
    WHERE importance IS NOT NULL AND last_start >= $since
        AND ($agency IS NULL OR agency = $agency)
        AND shared.chosen($units, unit)
        AND shared.placed($regions, region)
),
first_of AS (
    SELECT *, count(*) OVER (PARTITION BY kind, indicator) - 1 AS others
    FROM changed
    QUALIFY row_number() OVER (PARTITION BY kind, indicator ORDER BY importance) = 1
)
SELECT
    series, agency, unit, indicator, region, last_period, kind,
    state, previous_state, confirmed, class_steps, tone, previous_tone,
    others, brief_id, brief_en, sentence_id, sentence_en, status, actuals, target,
    short_id, short_en, abbreviation, region_name, unit_id, unit_en, count(*) OVER (PARTITION BY kind) AS of_kind
FROM shared.placed_and_named('first_of')
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY importance) <= $limit
ORDER BY importance
