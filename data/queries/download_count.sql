-- one row: how many observations a download holds, how many of them are simulated, and from how many sources
SELECT
    count(*) AS observations,
    count(*) FILTER (status = 'simulated') AS simulated,
    count(DISTINCT indicator) AS indicators,
    count(DISTINCT region) AS regions,
    min(period_start) AS first_day,
    max(period_end) AS last_day
FROM observations
WHERE ($agency IS NULL OR agency = $agency)
    AND ($indicators IS NULL OR list_contains($indicators, indicator))
    AND ($theme IS NULL OR indicator IN (SELECT code FROM indicators WHERE theme = $theme))
    AND ($units IS NULL OR list_contains($units, unit))
    AND ($regions IS NULL OR list_contains($regions, region))
    AND ($first IS NULL OR period_end >= CAST($first AS DATE))
    AND ($last IS NULL OR period_end <= CAST($last AS DATE))
    AND ($frequency IS NULL OR frequency = $frequency)
    AND ($status IS NULL OR status = $status)
