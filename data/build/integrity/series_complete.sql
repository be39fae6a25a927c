-- every observation must belong to exactly one assessed series
SELECT observations.series, count(*) AS observations, count(DISTINCT series.series) AS assessed
FROM observations
LEFT JOIN series ON series.series = observations.series
GROUP BY observations.series
HAVING count(DISTINCT series.series) <> 1
