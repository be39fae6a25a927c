-- findings: the same columns as when there are submissions, without rows
CREATE TABLE findings (
    submission VARCHAR, rule VARCHAR, severity VARCHAR, row BIGINT, "column" VARCHAR, found VARCHAR,
    expected VARCHAR, remedy_id VARCHAR, remedy_en VARCHAR, message_id VARCHAR, message_en VARCHAR
);
