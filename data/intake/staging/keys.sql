-- Faults of the texts that name agency, unit, indicator, region, period, date or status, one per row and text.
INSERT INTO found (rule, "row", slice, col, found, expected, detail, listed)
SELECT DISTINCT p.rule, s."row", CASE WHEN p.by_slice THEN s.slice END, p.col, p.found, p.expected, NULL, p.listed
FROM staged AS s
INNER JOIN problems AS p ON p.kind = $kind AND p.k = s.{key}
