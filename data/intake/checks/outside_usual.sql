-- Actuals and targets outside a range that is experience only.
SELECT "row", slice, role, found, expected, detail FROM outside WHERE NOT is_hard
