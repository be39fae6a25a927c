-- Actuals and targets that cannot be, whatever is said of them.
SELECT "row", slice, role, found, expected, detail FROM outside WHERE is_hard
