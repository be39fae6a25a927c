-- every standing value must have reached the observations
SELECT agency, unit, indicator, region, period FROM latest
EXCEPT
SELECT agency, unit, indicator, region, period FROM observations
