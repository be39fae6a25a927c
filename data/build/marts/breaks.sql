-- breaks: one row per series and period where the named source changes, with the change in value there and the median
-- size of the series' other changes; a new source may be a new definition
CREATE TABLE breaks AS
WITH mixed AS (
    SELECT series FROM observations WHERE actual IS NOT NULL GROUP BY series HAVING min(source) <> max(source)
),
steps AS (
    SELECT
        observations.*, lag(source) OVER ordered AS old_source, lag(actual) OVER ordered AS before
    FROM observations
    SEMI JOIN mixed USING (series)
    WHERE actual IS NOT NULL
    WINDOW ordered AS (PARTITION BY series ORDER BY period_start)
),
usual AS (
    SELECT series, median(abs(actual - before)) AS usual_change, count(*) AS changes
    FROM steps
    WHERE before IS NOT NULL AND source IS NOT DISTINCT FROM old_source
    GROUP BY series
)
SELECT
    steps.series, steps.agency, steps.unit, steps.indicator, steps.region, steps.period, steps.period_start,
    steps.old_source, steps.source AS new_source, steps.before, steps.actual AS after, usual.usual_change,
    coalesce(usual.changes, 0) AS changes, steps.status, steps.data_class
FROM steps
LEFT JOIN usual USING (series)
WHERE steps.before IS NOT NULL AND steps.source <> steps.old_source
ORDER BY steps.series, steps.period_start;
