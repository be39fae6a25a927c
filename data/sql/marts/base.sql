-- base: one row per observation, numbered by series and sorted as readers filter; plan targets fill empty ones
CREATE TEMP TABLE base AS
WITH keys AS (
    SELECT
        CAST(row_number() OVER (ORDER BY agency, indicator, unit, region) - 1 AS INTEGER) AS series,
        agency, indicator, unit, region
    FROM (SELECT DISTINCT agency, indicator, unit, region FROM latest)
),
plan AS (
    SELECT indicator, region, period, agency AS plan_agency, unit AS plan_unit, target, target_low, target_high
    FROM targets
),
planned AS (
    SELECT latest.*, plan.target AS plan_target, plan.target_low AS plan_low, plan.target_high AS plan_high
    FROM latest
    LEFT JOIN plan
        ON plan.indicator = latest.indicator AND plan.region = latest.region AND plan.period = latest.period
        AND plan.plan_agency IN ('', latest.agency) AND plan.plan_unit = latest.unit
        AND latest.target IS NULL AND latest.target_low IS NULL AND latest.target_high IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY latest.agency, latest.unit, latest.indicator, latest.region, latest.period
        ORDER BY plan.plan_agency DESC NULLS LAST
    ) = 1
)
SELECT
    keys.series,
    planned.agency, planned.unit, planned.indicator, planned.region,
    planned.period, planned.period_start, planned.period_end, planned.frequency,
    coalesce(planned.target, planned.plan_target) AS target,
    coalesce(planned.target_low, planned.plan_low) AS target_low,
    coalesce(planned.target_high, planned.plan_high) AS target_high,
    planned.actual, planned.numerator, planned.denominator,
    planned.as_of, planned.status, planned.source, planned.note, planned.warning,
    CASE
        WHEN coalesce(planned.target, planned.target_low, planned.target_high) IS NOT NULL THEN 'report'
        WHEN coalesce(planned.plan_target, planned.plan_low, planned.plan_high) IS NOT NULL THEN 'plan'
    END AS target_source,
    planned.submission, planned.source_row
FROM planned
JOIN keys USING (agency, indicator, unit, region)
ORDER BY series, period_start, period;
