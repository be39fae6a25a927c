-- Where the published values of the file's indicators come from: `statistics` holds those that a publisher outside the
-- agency brings out, with what the published values name as publisher and as source. Rows that name no agency, of an
-- indicator that others beside the owner report, stay out; the sender is asked once.
CREATE TABLE published AS
SELECT i.k AS i, i.owner, i.is_statistic, p.agency, p.source, p.status
FROM (
    SELECT NULL::VARCHAR AS agency, NULL::VARCHAR AS indicator, NULL::VARCHAR AS source, NULL::VARCHAR AS status WHERE false
    UNION ALL BY NAME
    FROM history.observations
) AS p
INNER JOIN indicators AS i ON i.code = p.indicator
WHERE i.k IN (SELECT i FROM staged);
INSERT INTO statistics
SELECT i, list(DISTINCT trim(split_part(source, ',', 1))), list(DISTINCT source)
FROM published
WHERE is_statistic AND source IS NOT NULL AND status NOT IN ('simulated', 'withdrawn')
GROUP BY i;
CREATE TABLE orphans AS
WITH others AS (
    SELECT i, list(DISTINCT agency ORDER BY agency) AS agencies FROM published WHERE agency <> owner GROUP BY i
)
SELECT s."row", s.slice, i.code, o.agencies
FROM staged AS s
INNER JOIN agency_map AS m ON m.k = s.ak AND m.a IS NULL
INNER JOIN indicators AS i ON i.k = s.i
INNER JOIN others AS o ON o.i = s.i;
INSERT INTO found (rule, "row", slice, col, found, expected, detail, listed)
SELECT 'agency_needed', "row", slice, NULL, NULL, NULL, NULL, false FROM orphans;
INSERT INTO found (rule, "row", slice, col, found, expected, detail, listed)
SELECT
    'agency_needed', NULL, NULL, NULL, string_agg(DISTINCT code, ', '),
    array_to_string(any_value(agencies)[:5], ', ') || CASE WHEN len(any_value(agencies)) > 5 THEN ', …' ELSE '' END, NULL, true
FROM orphans
HAVING count(*) > 0;
DROP TABLE published;
DROP TABLE orphans
