-- Evidence that is neither a link by http or https nor plain text, such as the name of a file: another scheme, a name or
-- password before the host, markup, control and direction marks, or a text without end.
SELECT
    s."row", s.slice, 'bukti' AS role, left(regexp_replace(s.evidence, '[\x00-\x1f\x7f-\x9f\x{202a}-\x{202e}\x{2066}-\x{2069}]', '�', 'g'), 80) AS found,
    NULL AS expected, NULL AS detail
FROM staged AS s
WHERE s.evidence IS NOT NULL AND (
    length(s.evidence) > 500
    OR regexp_matches(s.evidence, '[<>"`\\\x00-\x1f\x7f-\x9f\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}]')
    OR regexp_matches(s.evidence, '^\s*(//|[=+@-])')
    OR (
        regexp_matches(s.evidence, '^\s*[A-Za-z][A-Za-z0-9+.-]*:\S')
        AND NOT regexp_full_match(s.evidence, '\s*(?i:https?)://[^\s/@?#:]+(:[0-9]+)?([/?#]\S*)?\s*')
    )
)
