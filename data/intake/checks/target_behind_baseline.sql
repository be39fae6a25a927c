-- Targets weaker, by more than a twentieth, than the baseline of their plan, from which they should lead away.
SELECT s."row", s.slice, 'target' AS role, shown(s.target) AS found, shown(b.baseline) AS expected, b.period AS detail
FROM staged AS s
INNER JOIN indicators AS i ON i.k = s.i
INNER JOIN baselines AS b ON b.i = s.i AND b.r = s.r AND b.since < s.t AND b.until >= s.t
WHERE CASE i.better WHEN 'higher' THEN b.baseline - s.target WHEN 'lower' THEN s.target - b.baseline END
    > 0.05 * abs(b.baseline)
QUALIFY row_number() OVER (PARTITION BY s."row", s.slice ORDER BY b.since DESC) = 1
