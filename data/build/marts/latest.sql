-- real: the (agency, indicator) of which a value stands that is not simulated; simulated ones of any unit, region and
-- period are then kept in the ledger and in the revisions only, so that no line or sum mixes the two
CREATE TEMP TABLE real AS
SELECT DISTINCT agency, indicator
FROM received
WHERE status NOT IN ('simulated', 'withdrawn') AND actual IS NOT NULL;

-- latest: one row per key, from the last submission that gave it; a withdrawal takes the key out; where it says nothing of
-- the class of the data, the class that was said last stands
CREATE TEMP TABLE latest AS
WITH said AS (
    SELECT agency, unit, indicator, region, period, arg_max(data_class, (sequence, source_row)) AS said_class
    FROM received
    WHERE data_class IS NOT NULL
    GROUP BY ALL
),
ranked AS (
    SELECT received.*
    FROM received
    LEFT JOIN real USING (agency, indicator)
    WHERE received.status <> 'simulated' OR real.agency IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY received.agency, unit, received.indicator, region, period
        ORDER BY sequence DESC, source_row DESC
    ) = 1
)
SELECT
    * EXCLUDE (said_class) REPLACE (coalesce(data_class, said_class) AS data_class),
    coalesce(target, target_low, target_high) IS NULL AS untargeted
FROM ranked
LEFT JOIN said USING (agency, unit, indicator, region, period)
WHERE status <> 'withdrawn';
