-- Targets that differ from the published one of the same key although the period had ended by today.
SELECT
    k."row", k.slice, 'target' AS role, shown(k.target) AS found, shown(p.target) AS expected, f.id AS detail
FROM keyed AS k
INNER JOIN past AS p ON p.s = k.s AND p.t = k.t AND p.given
INNER JOIN staged AS s ON s."row" = k."row" AND s.slice = k.slice
INNER JOIN indicators AS i ON i.k = s.i
INNER JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
WHERE k.target <> p.target AND f.period_end < (SELECT today FROM settings WHERE is_known)
