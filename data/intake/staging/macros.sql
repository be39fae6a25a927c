-- spoken: numbers of a value column as text in both languages, `Indonesian‖English`.
-- shown: a number as text, whole ones without a decimal mark. initials: the first letters of a name, in small letters. own_words:
-- the words of a name that others do not share. slip: the power of ten (2, 3 or 6 places) that brings a value
-- to `low` … `high` times the usual one; NULL where none does. says_simulated: whether a text says it of its figures; {simulated}
-- and {denied} are patterns.
CREATE MACRO shown(x) AS CASE WHEN x = round(x) AND abs(x) < 1e15 THEN x::BIGINT::VARCHAR ELSE x::VARCHAR END;
CREATE MACRO own_words(name) AS list_filter(
    string_split_regex(lower(name), '[^a-z]+'), lambda one: length(one) > 2 AND one NOT IN (
        'aceh', 'badan', 'data', 'dinas', 'indonesia', 'kementerian', 'provinsi', 'republik', 'satu'));
CREATE MACRO initials(name) AS lower(list_aggregate(list_transform(string_split(name, ' '), lambda one: one[1]), 'string_agg', ''));
CREATE MACRO says_simulated(text) AS regexp_matches(regexp_replace(lower(text), {denied}, '', 'g'), {simulated});
CREATE MACRO places(x, usual) AS round(log10(nullif(abs(nullif(usual, 0) / nullif(x, 0)), 0)));
CREATE MACRO slip(x, usual, low, high) AS
    CASE WHEN places(x, usual) IN (-6, -3, -2, 2, 3, 6) AND x * 10.0 ** places(x, usual) / usual BETWEEN low AND high
    THEN places(x, usual)::INTEGER END;
CREATE MACRO spoken(text, "role") AS
    CASE WHEN "role" IN ('target', 'target_bawah', 'target_atas', 'realisasi', 'pembilang', 'penyebut')
        AND regexp_full_match(text, '[-0-9.]*[0-9]\.[0-9][-0-9. –/…∞]*|[-0-9. –/…∞]*[0-9]\.[0-9]+')
    THEN regexp_replace(text, '([0-9])\.([0-9])', '\1,\2', 'g') || '‖' || text ELSE text END;
-- class_of: the class of data that a word means; NULL for one that means none.
CREATE MACRO class_of(word) AS CASE
    WHEN lower(trim(word)) IN ('public', 'publik', 'terbuka', 'umum', 'open') THEN 'public'
    WHEN lower(trim(word)) IN ('internal', 'terbatas', 'restricted') THEN 'internal'
    WHEN lower(trim(word)) IN ('excluded', 'dikecualikan', 'rahasia', 'tertutup', 'confidential', 'secret') THEN 'excluded'
END;
-- dated: a number with its period behind it, in both languages; `t` counts months, `months` are those of a report.
CREATE MACRO period_name(t, months) AS
    (t // 12)::INTEGER::VARCHAR || CASE months
        WHEN 1 THEN '-' || lpad((t % 12 + 1)::INTEGER::VARCHAR, 2, '0') WHEN 3 THEN '-Q' || (t % 12 // 3 + 1)::INTEGER
        WHEN 6 THEN '-S' || (t % 12 // 6 + 1)::INTEGER ELSE '' END;
CREATE MACRO dated(x, t, months) AS
    replace(shown(x), '.', ',') || ' (' || period_name(t, months) || ')‖' || shown(x) || ' (' || period_name(t, months) || ')';
-- said: one half of a value `Indonesian‖English`. filled: a message with what was found put in.
CREATE MACRO said(text, n) AS
    CASE WHEN contains(text, '‖') THEN split_part(text, '‖', n) ELSE coalesce(text, '') END;
CREATE MACRO filled(template, found, "column", detail, expected, n) AS
    replace(replace(replace(replace(template, '{found}', said(found, n)), '{column}', coalesce("column", '')),
        '{detail}', said(detail, n)), '{expected}', said(expected, n))
