-- every code of an observation must be in the reference
SELECT agency, unit, indicator, region, period
FROM observations
WHERE agency NOT IN (SELECT code FROM agencies)
    OR indicator NOT IN (SELECT code FROM indicators)
    OR region NOT IN (SELECT code FROM regions)
    OR (unit <> '' AND unit NOT IN (SELECT code FROM units))
