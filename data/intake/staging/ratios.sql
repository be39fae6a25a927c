-- The actual of a ratio that the file gives by numerator and denominator only.
UPDATE observed AS s
SET actual = i.factor * s.numerator / s.denominator
FROM indicators AS i
WHERE i.k = s.i AND s.actual IS NULL AND s.denominator > 0 AND s.numerator IS NOT NULL AND i.factor IS NOT NULL
