-- Whether `staged` stands in order already: every series in one run of rows, its periods rising. Then it needs no
-- sorting, and no key is double.
SELECT
    count(*) FILTER (s IS DISTINCT FROM last_s) = (SELECT count(DISTINCT s) FROM staged)
    AND count(*) FILTER (s = last_s AND t <= last_t) = 0
    AND count(*) FILTER (a = 0 OR r = 0 OR t IS NULL) = 0
FROM (SELECT s, t, a, r, lag(s) OVER () AS last_s, lag(t) OVER () AS last_t FROM staged)
