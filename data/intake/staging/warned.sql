-- Rules of the warnings on an observation and the reasons given for them, for the columns of accepted rows.
CREATE VIEW warned AS
SELECT
    "row", slice, string_agg(rule, ';' ORDER BY rule) AS warning,
    string_agg(DISTINCT reason, '; ' ORDER BY reason) AS reason
FROM explained
GROUP BY "row", slice
