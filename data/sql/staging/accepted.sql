-- Accepted observations in the form of the ledger, in the order of the file.
SELECT
    s."row"::BIGINT AS source_row,
    a.code AS agency,
    coalesce(u.code, '') AS unit,
    i.code AS indicator,
    r.code AS region,
    f.id AS period,
    f.period_start,
    f.period_end,
    f.frequency,
    s.target, s.target_low, s.target_high, s.actual, s.numerator, s.denominator,
    coalesce(d.day, f.as_of) AS as_of,
    st.code AS status,
    s.source, s.note,
    {warning} AS warning
FROM staged AS s
JOIN agencies AS a ON a.k = s.a
LEFT JOIN units AS u ON u.k = s.u
JOIN indicators AS i ON i.k = s.i
JOIN regions AS r ON r.k = s.r
JOIN fits AS f ON f.k = s.pk AND f.freq = i.freq
JOIN date_map AS d ON d.k = s.dk
JOIN status_map AS st ON st.k = s.sk
{warnings}
