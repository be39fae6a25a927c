-- Target bands whose lower end is above the upper.
SELECT
    "row", slice, 'target_bawah' AS role, shown(target_low) || ' – ' || shown(target_high) AS found,
    NULL AS expected, NULL AS detail
FROM staged
WHERE target_low > target_high
