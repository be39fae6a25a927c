-- Accepted observations in the form of the ledger, in the order of their rows. Codes of a large file come as enumerations, which
-- halves the cost of writing them; the file holds plain text.
WITH unit_codes AS (SELECT 0::SMALLINT AS k, '' AS code UNION ALL SELECT k, code FROM units)

SELECT
    s."row"::BIGINT AS source_row,
    a.code AS agency,
    u.code AS unit,
    i.code AS indicator,
    r.code AS region,
    f.id AS period,
    f.period_start,
    f.period_end,
    f.frequency,
    s.target, s.target_low, s.target_high, s.actual, s.numerator, s.denominator,
    coalesce(d.day, f.as_of) AS as_of,
    CASE
        WHEN st.code = 'final' AND s.marked THEN 'provisional'
        WHEN st.code = 'final' AND s.actual IS NOT NULL AND f.period_end > (SELECT today FROM settings WHERE is_known)
        THEN 'provisional' ELSE st.code
    END AS status,
    s.source, s.note, trim(s.evidence) AS evidence, class_of(s.data_class) AS data_class,
    {warning} AS warning, {reason} AS reason
FROM staged AS s
INNER JOIN {agencies} AS a ON a.k = s.a
INNER JOIN {units} AS u ON u.k = s.u
INNER JOIN {indicators} AS i ON i.k = s.i
INNER JOIN {regions} AS r ON r.k = s.r
INNER JOIN {fits} AS f ON f.k = s.pk AND f.freq = i.freq
INNER JOIN date_map AS d ON d.k = s.dk
INNER JOIN {statuses} AS st ON st.k = s.sk
{warned}
ORDER BY source_row, s.slice
