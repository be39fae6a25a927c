-- real: the (agency, indicator) of which a value stands that is not simulated; simulated ones of any unit, region and
-- period are then kept in the ledger and in the revisions only, so that no line or sum mixes the two
CREATE TEMP TABLE real AS
SELECT DISTINCT agency, indicator
FROM received
WHERE status NOT IN ('simulated', 'withdrawn') AND actual IS NOT NULL;

-- latest: one row per key, from the last submission that gave it; a withdrawal takes the key out
CREATE TEMP TABLE latest AS
WITH ranked AS (
    SELECT received.*
    FROM received
    LEFT JOIN real USING (agency, indicator)
    WHERE received.status <> 'simulated' OR real.agency IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY received.agency, unit, received.indicator, region, period
        ORDER BY sequence DESC, source_row DESC
    ) = 1
)
SELECT *, coalesce(target, target_low, target_high) IS NULL AS untargeted
FROM ranked
WHERE status <> 'withdrawn';
