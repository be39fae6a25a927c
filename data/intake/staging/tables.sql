-- What the reading knows of one file beside its rows. `staged` and the maps are made from it.
CREATE TABLE found (
    rule VARCHAR NOT NULL, "row" BIGINT, slice SMALLINT, col INTEGER, found VARCHAR, expected VARCHAR, detail VARCHAR,
    listed BOOLEAN NOT NULL DEFAULT true, "rows" BIGINT[]
);
CREATE TABLE skipped ("row" BIGINT NOT NULL, reason VARCHAR NOT NULL);
CREATE TABLE past (s BIGINT, i SMALLINT, cycle TINYINT, t INTEGER, actual DOUBLE, target DOUBLE, given BOOLEAN);
CREATE TABLE beside (a SMALLINT, u SMALLINT, i SMALLINT, r SMALLINT, t INTEGER, actual DOUBLE);
CREATE TABLE reported (i SMALLINT, t INTEGER, r SMALLINT);
CREATE TABLE statistics (i SMALLINT, known VARCHAR[], sources VARCHAR[]);
CREATE TABLE given_reasons (rule VARCHAR, "row" BIGINT, text VARCHAR NOT NULL);
CREATE TABLE lines (line BIGINT, "row" BIGINT);
CREATE TABLE bad ("row" BIGINT, slice SMALLINT);
CREATE TABLE explained (
    "row" BIGINT, slice SMALLINT, rule VARCHAR, needed BOOLEAN, unchanged BOOLEAN, reason VARCHAR
);
CREATE TABLE waiting ("row" BIGINT, slice SMALLINT, rules VARCHAR[]);
CREATE TABLE findings (
    rule VARCHAR, severity VARCHAR, "row" BIGINT, "column" VARCHAR, found VARCHAR, expected VARCHAR, remedy_id VARCHAR,
    remedy_en VARCHAR, message_id VARCHAR, message_en VARCHAR, "rows" BIGINT[]
)
