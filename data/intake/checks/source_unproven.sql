-- Values that would extend or replace a published statistic, without publisher, publication and date. The publisher is
-- one that the indicator's published values name, by a word of its own or from the beginning, the reference's, or its
-- initials; a publication is more than a word; the date is that of the data, or a year in the source. Values that stand
-- as they are published, with a published source or none, are not meant.
WITH given AS (
    SELECT
        s."row", s.slice, s.s, s.i, s.t, s.actual, s.source, d.day, i.publisher, p.known, p.sources,
        lower(trim(split_part(s.source, ',', 1))) AS head,
        trim(substr(s.source, length(split_part(s.source, ',', 1)) + 2)) AS publication
    FROM staged AS s
    INNER JOIN indicators AS i ON i.k = s.i
    INNER JOIN statistics AS p ON p.i = s.i
    INNER JOIN date_map AS d ON d.k = s.dk
    INNER JOIN status_map AS st ON st.k = s.sk
    WHERE coalesce(s.actual, s.numerator) IS NOT NULL AND st.code NOT IN ('simulated', 'withdrawn')
)
SELECT
    g."row", g.slice, 'sumber' AS role, coalesce(g.source, 'kosong‖nothing') AS found,
    g.known[1] || ', …' AS expected, g.publisher AS detail
FROM given AS g
LEFT JOIN past AS p ON p.s = g.s AND p.t = g.t
WHERE (p.actual IS DISTINCT FROM g.actual OR NOT coalesce(list_contains(g.sources, g.source), true))
    AND NOT coalesce(
        (
            len(list_filter(g.known, lambda one: starts_with(lower(one) || ' ', g.head || ' '))) > 0
            OR list_has_any(own_words(array_to_string(g.known, ' ')), own_words(g.head))
            OR contains(g.head, lower(g.publisher))
            OR list_contains(own_words(g.head), initials(g.publisher))
        )
        AND len(string_split(g.publication, ' ')) > 1 AND length(g.publication) >= 10
        AND (g.day IS NOT NULL OR regexp_matches(g.source, '\b(19|20)[0-9][0-9]\b')),
        false
    )
