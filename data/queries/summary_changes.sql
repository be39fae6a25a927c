-- one row per indicator and kind of change: its most important line, and how many others changed alike; a signal is new,
-- goes on or has ended where it is confirmed, a class changed against the period it may be compared with
-- takes: units, as_of, since, agency, regions, limit
-- gives: series, agency, unit, indicator, region, last_period, kind, state, previous_state, confirmed, class_steps
-- gives: compared_with, comparison, tone, previous_tone, others, brief_id, brief_en, sentence_id, sentence_en, status, actuals, target
-- gives: short_id, short_en, abbreviation, region_name, unit_id, unit_en, of_kind
WITH changed AS (
    SELECT *, CASE WHEN change_kind = 'none' THEN 'class' ELSE change_kind END AS kind
    FROM shared.signalling($units, CAST($as_of AS DATE))
    WHERE importance IS NOT NULL AND shared.last_day_of(last_period) >= CAST($since AS DATE)
        AND shared.in_scope($agency, $units, agency, unit)
        AND shared.placed($regions, region)
),
first_of AS (
    SELECT *, count(*) OVER (PARTITION BY kind, indicator) - 1 AS others
    FROM changed
    QUALIFY row_number() OVER (PARTITION BY kind, indicator ORDER BY importance) = 1
)
SELECT
    series, agency, unit, indicator, region, last_period, kind,
    state, previous_state, confirmed, class_steps, compared_with, comparison, tone, previous_tone,
    others, brief_id, brief_en, sentence_id, sentence_en, status, actuals, target,
    short_id, short_en, abbreviation, region_name, unit_id, unit_en, count(*) OVER (PARTITION BY kind) AS of_kind
FROM shared.placed_and_named('first_of')
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY importance) <= $limit
ORDER BY importance
