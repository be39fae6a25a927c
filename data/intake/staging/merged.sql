-- One observation from the lines of a tidy table: the target on one line, the actual on another. `lines` keeps which
-- lines went into which observation; a measure that stands twice makes a second observation, a double key. Lines whose
-- period or indicator is not known stay by themselves.
CREATE TABLE numbered AS
SELECT *, row_number() OVER (PARTITION BY rk, ak, s, t, lone, slice ORDER BY "row") AS n
FROM (SELECT *, CASE WHEN t IS NULL OR i = 0 THEN "row" END AS lone FROM observed);
CREATE OR REPLACE TABLE lines AS
SELECT "row" AS line, min("row") OVER (PARTITION BY rk, ak, s, t, lone, n) AS "row" FROM numbered;
CREATE OR REPLACE TABLE observed AS
SELECT
    min("row") AS "row", 0::SMALLINT AS slice, rk, arg_min(ik, "row") AS ik, ak, arg_min(pk, "row") AS pk,
    any_value(r) AS r, any_value(i) AS i, any_value(cycle) AS cycle, any_value(a) AS a, any_value(u) AS u, t, {given}s
FROM numbered
GROUP BY rk, ak, s, t, lone, n
ORDER BY s, t, "row";
DROP TABLE numbered;
