-- received: no rows yet
CREATE TEMP TABLE received (
    submission VARCHAR, sequence BIGINT, source_row BIGINT,
    agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR,
    period VARCHAR, period_start DATE, period_end DATE, frequency VARCHAR,
    target DOUBLE, target_low DOUBLE, target_high DOUBLE, actual DOUBLE, numerator DOUBLE, denominator DOUBLE,
    as_of DATE, status VARCHAR, source VARCHAR, note VARCHAR, evidence VARCHAR, warning VARCHAR, reason VARCHAR,
    data_class VARCHAR
);
