-- Accepted observations in the form of the ledger, in order of series and time. Codes are enumerations here, which halves the cost of writing them;
-- the file holds plain text.
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
    s.source, s.note, trim(s.evidence) AS evidence,
    {warning} AS warning, {reason} AS reason
FROM staged AS s
INNER JOIN out_agency AS a ON a.k = s.a
INNER JOIN out_unit AS u ON u.k = s.u
INNER JOIN out_indicator AS i ON i.k = s.i
INNER JOIN out_region AS r ON r.k = s.r
INNER JOIN out_fit AS f ON f.k = s.pk AND f.freq = i.freq
INNER JOIN date_map AS d ON d.k = s.dk
INNER JOIN out_status AS st ON st.k = s.sk
{warned}
