-- one row per series: last values, state, signal and sentences
SELECT *
FROM series
WHERE ($agency IS NULL OR agency = $agency)
    AND ($unit IS NULL OR unit = $unit)
    AND ($indicator IS NULL OR indicator = $indicator)
    AND ($region IS NULL OR region = $region)
ORDER BY series
