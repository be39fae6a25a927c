-- The newest target of a series in the file is weaker than the actual of the period before; point values only.
SELECT
    l."row", l.slice, 'target' AS role, shown(l.target) AS found, shown(l.before) AS expected, i.code AS detail
FROM latest AS l
JOIN indicators AS i ON i.k = l.i AND i.accumulation = 'point'
WHERE (i.better = 'higher' AND l.target < l.before) OR (i.better = 'lower' AND l.target > l.before)
