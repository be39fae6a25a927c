-- what $words mean: the best $limit agencies, units, indicators, regions and pages, one row each, best first
-- every word must be found: whole, as a beginning, inside, or, where nothing fits better, with one slip of the pen
-- (two in long words); a word like kemiskinan finds miskin, too; headline indicators come first among equals
-- takes: page_codes, page_texts, words, limit
-- gives: kind, code, agency, score, name_id, name_en, abbreviation, actual, last_period, status, measure_id, measure_en
-- gives: decimals
WITH texts AS (
    SELECT 'indicator' AS kind, code, '' AS agency, unnest([code, name_id, name_en, short_id, short_en]) AS text
    FROM indicators
    UNION ALL
    SELECT 'agency', code, '', unnest([code, name_id, name_en, abbreviation]) FROM agencies
    UNION ALL
    SELECT 'unit', code, agency, unnest([code, name_id, name_en]) FROM units
    UNION ALL
    SELECT 'region', code, '', unnest([code, bps_code, name_id, short_name, capital]) FROM regions
    UNION ALL
    SELECT aliases.kind, aliases.code, '', alias FROM aliases WHERE kind IN ('agency', 'indicator', 'region')
    UNION ALL
    SELECT 'page', unnest($page_codes), '', unnest($page_texts)
),
open_to_view AS (
    SELECT 'indicator' AS kind, indicator AS code FROM series
    UNION
    SELECT 'agency', agency FROM series
    UNION
    SELECT 'unit', unit FROM series
    UNION
    SELECT 'region', code FROM regions WHERE type != 'Provinsi'
    UNION
    SELECT 'page', unnest($page_codes)
),
words AS (
    SELECT
        kind, code, agency, text, row_number() OVER () AS number,
        regexp_split_to_array(trim(regexp_replace(lower(strip_accents(text)), '[^a-z0-9]+', ' ', 'g')), ' ') AS parts
    FROM texts
    SEMI JOIN open_to_view USING (kind, code)
),
wanted_words AS (
    SELECT unnest($words) AS wanted, regexp_replace(wanted, '^(ke|per|pen|pem|pe)(.{4,})an$', '\2') AS root
),
pairs AS (
    SELECT number, wanted, root, any_value(len(parts)) AS length, unnest(any_value(parts)) AS word
    FROM words
    CROSS JOIN wanted_words
    GROUP BY number, wanted, root
),
likeness AS (
    SELECT
        number, wanted, length,
        max(CASE
            WHEN word = wanted THEN 1.0
            WHEN word = root THEN 0.95
            WHEN starts_with(word, wanted) THEN 0.9
            WHEN length(wanted) >= 3 AND contains(word, wanted) THEN 0.7
            WHEN length(wanted) >= 4
                AND least(
                    damerau_levenshtein(word, wanted), damerau_levenshtein(left(word, length(wanted)), wanted)
                ) <= CASE WHEN length(wanted) >= 8 THEN 2 ELSE 1 END
                THEN 0.6
            ELSE 0.0
        END) AS score
    FROM pairs
    GROUP BY number, wanted, length
),
scored AS (
    SELECT number, avg(score) - 0.002 * any_value(length) AS score
    FROM likeness
    GROUP BY number
    HAVING min(score) > 0
),
best AS (
    SELECT
        kind, code, any_value(agency) AS agency,
        max(score) + CASE WHEN kind = 'indicator' AND code IN (SELECT indicator FROM priorities) THEN 0.06 ELSE 0 END
            AS score
    FROM scored
    INNER JOIN words USING (number)
    GROUP BY kind, code
    QUALIFY max(scored.score) > 0.65 OR max(max(scored.score)) OVER () < 0.85
),
newest AS (
    SELECT indicator, actual, last_period, status
    FROM standings
    WHERE region = '11' AND unit = ''
    QUALIFY count(DISTINCT agency) OVER (PARTITION BY indicator) = 1
        AND row_number() OVER (PARTITION BY indicator ORDER BY derived ASC, last_start DESC) = 1
)
SELECT
    best.kind, best.code, best.agency, best.score,
    coalesce(indicators.short_id, agencies.name_id, units.name_id, regions.name_id) AS name_id,
    coalesce(indicators.short_en, agencies.name_en, units.name_en, regions.name_id) AS name_en,
    agencies.abbreviation, newest.actual, newest.last_period, newest.status,
    indicators.unit AS measure_id, indicators.unit_en AS measure_en, indicators.decimals
FROM best
LEFT JOIN indicators ON best.kind = 'indicator' AND indicators.code = best.code
LEFT JOIN newest ON best.kind = 'indicator' AND newest.indicator = best.code
LEFT JOIN agencies ON best.kind = 'agency' AND agencies.code = best.code
LEFT JOIN units ON best.kind = 'unit' AND units.code = best.code
LEFT JOIN regions ON best.kind = 'region' AND regions.code = best.code
ORDER BY
    best.score DESC,
    CASE best.kind WHEN 'page' THEN 0 WHEN 'indicator' THEN 1 WHEN 'agency' THEN 2 WHEN 'region' THEN 3 ELSE 4 END ASC,
    name_id ASC, best.code ASC
LIMIT $limit
