-- A class of data that is none: how far the row may be seen is not guessed.
SELECT s."row", s.slice, 'kelas_data' AS role, left(s.data_class, 80) AS found, NULL AS expected, NULL AS detail
FROM staged AS s
WHERE s.data_class IS NOT NULL AND class_of(s.data_class) IS NULL
