-- small: of a row that counts so few persons that they could be told apart, by the reference's threshold of its indicator;
-- what is counted is the numerator where there is one, else the value; no one at all is nobody to tell apart
ALTER TABLE received ADD COLUMN small BOOLEAN DEFAULT FALSE;

UPDATE received SET small = TRUE
FROM indicators
WHERE indicators.code = received.indicator AND coalesce(numerator, actual) > 0
    AND coalesce(numerator, actual) < indicators.small_below;
