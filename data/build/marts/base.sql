-- governed: how far the reference closes each indicator, and the sum of its regencies
CREATE TEMP TABLE governed AS
SELECT
    code AS indicator, closeness(data_class) AS by_indicator, coalesce(opened_sum = 'yes', FALSE) AS opened, small_below,
    region_aggregation IN ('sum', 'ratio') AS adds_up
FROM indicators;

-- submissions: as closed as the most closed of their rows
ALTER TABLE submissions ADD COLUMN data_class VARCHAR;

UPDATE submissions SET data_class = class_of_closeness(rows.most)
FROM (
    SELECT
        submission,
        max(coalesce(greatest(closeness(data_class), by_indicator, closeness_of_small(small)), closeness('internal'))) AS most
    FROM received
    LEFT JOIN governed USING (indicator)
    GROUP BY submission
) AS rows
WHERE rows.submission = submissions.submission;

-- base: one row per observation, numbered by series and sorted as readers filter; plan targets fill empty ones;
-- a series is as closed as the most closed of its rows, of which every figure of it is made, or as the part that it would
-- give away
CREATE TEMP TABLE base AS
WITH own AS (
    SELECT
        agency, indicator, unit, region,
        coalesce(greatest(by_rows, by_indicator, closeness_of_small(counts_few)), closeness('internal')) AS most
    FROM (
        SELECT
            agency, indicator, unit, region, max(closeness(data_class)) AS by_rows,
            bool_or(small AND actual IS NOT NULL) AS counts_few
        FROM latest
        GROUP BY agency, indicator, unit, region
    )
    LEFT JOIN governed USING (indicator)
),
-- the total of a period less its open parts is the closed one, where there is only one
single AS (
    SELECT agency, indicator, unit, max(most) AS most
    FROM (
        SELECT
            agency, indicator, unit, period,
            CASE
                WHEN count(*) FILTER (most > closeness('public')) = 1 THEN max(most)
                WHEN count(*) FILTER (most > closeness('internal')) = 1 THEN closeness('excluded')
            END AS most
        FROM latest
        INNER JOIN own USING (agency, indicator, unit, region)
        INNER JOIN governed USING (indicator)
        SEMI JOIN (FROM latest WHERE region = '11' AND actual IS NOT NULL) AS total USING (agency, indicator, unit, period)
        WHERE adds_up AND region <> '11' AND actual IS NOT NULL
        GROUP BY agency, indicator, unit, period
    )
    GROUP BY agency, indicator, unit
),
keys AS (
    SELECT
        CAST(row_number() OVER (ORDER BY agency, indicator, unit, region) - 1 AS INTEGER) AS series,
        agency, indicator, unit, region,
        class_of_closeness(greatest(own.most, CASE region WHEN '11' THEN single.most END)) AS data_class
    FROM own
    LEFT JOIN single USING (agency, indicator, unit)
),
-- what the sender said of the warnings: the reason for a rule, else the reason for the whole submission
reasoned AS (
    SELECT
        warned.submission, warned.warning,
        string_agg(DISTINCT coalesce(explained.reason, standing.reason), '; ') AS reason
    FROM (
        SELECT submission, warning, unnest(string_split(warning, ';')) AS rule
        FROM (SELECT DISTINCT submission, warning FROM latest WHERE warning IS NOT NULL)
    ) AS warned
    INNER JOIN standing USING (submission)
    LEFT JOIN explained USING (submission, rule)
    GROUP BY warned.submission, warned.warning
),
planned AS (
    SELECT
        latest.*,
        coalesce(own.target, common.target) AS plan_target,
        coalesce(own.target_low, common.target_low) AS plan_low,
        coalesce(own.target_high, common.target_high) AS plan_high
    FROM latest
    LEFT JOIN targets AS own
        ON own.indicator = latest.indicator AND own.region = latest.region AND own.period = latest.period
        AND own.unit = latest.unit AND own.agency = latest.agency AND latest.untargeted
    LEFT JOIN targets AS common
        ON common.indicator = latest.indicator AND common.region = latest.region AND common.period = latest.period
        AND common.unit = latest.unit AND common.agency = '' AND latest.untargeted
)
SELECT
    keys.series,
    planned.agency, planned.unit, planned.indicator, planned.region,
    planned.period, planned.period_start, planned.period_end, planned.frequency,
    coalesce(planned.target, planned.plan_target) AS target,
    coalesce(planned.target_low, planned.plan_low) AS target_low,
    coalesce(planned.target_high, planned.plan_high) AS target_high,
    planned.actual, planned.numerator, planned.denominator,
    planned.as_of, planned.status, planned.source, planned.note, planned.evidence, planned.warning,
    coalesce(planned.reason, reasoned.reason) AS reason,
    CASE
        WHEN coalesce(planned.target, planned.target_low, planned.target_high) IS NOT NULL THEN 'report'
        WHEN coalesce(planned.plan_target, planned.plan_low, planned.plan_high) IS NOT NULL THEN 'plan'
    END AS target_source,
    planned.submission, planned.source_row, planned.data_class AS row_class, keys.data_class
FROM planned
INNER JOIN keys USING (agency, indicator, unit, region)
LEFT JOIN reasoned ON reasoned.submission = planned.submission AND reasoned.warning = planned.warning
ORDER BY series, period_start, period;
