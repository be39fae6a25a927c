-- Values of which the note or the source says that they are simulated or made up, under a status that says otherwise.
SELECT
    s."row", s.slice, NULL AS role, left(concat_ws('; ', s.note, s.source), 80) AS found,
    NULL AS expected, NULL AS detail
FROM staged AS s
INNER JOIN status_map AS st ON st.k = s.sk AND st.code IN ('final', 'provisional')
WHERE s.actual IS NOT NULL AND says_simulated(concat_ws(' ', s.note, s.source))
