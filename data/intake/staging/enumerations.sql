-- The codes that accepted rows are written with, as enumerations.
CREATE TYPE agency_code AS ENUM (SELECT code FROM agencies);
CREATE TYPE unit_code AS ENUM (SELECT code FROM (SELECT '' AS code UNION SELECT code FROM units));
CREATE TYPE indicator_code AS ENUM (SELECT code FROM indicators);
CREATE TYPE region_code AS ENUM (SELECT code FROM regions);
CREATE TYPE period_id AS ENUM (SELECT DISTINCT id FROM fits WHERE id IS NOT NULL UNION SELECT '');
CREATE TYPE frequency_word AS ENUM ('monthly', 'quarterly', 'semiannual', 'annual');
CREATE TYPE status_word AS ENUM ('final', 'provisional', 'simulated', 'withdrawn');
CREATE TABLE out_agency AS SELECT k, code::agency_code AS code FROM agencies;
CREATE TABLE out_unit AS SELECT 0::SMALLINT AS k, ''::unit_code AS code UNION ALL SELECT k, code::unit_code FROM units;
CREATE TABLE out_indicator AS SELECT k, code::indicator_code AS code, freq FROM indicators;
CREATE TABLE out_region AS SELECT k, code::region_code AS code FROM regions;
CREATE TABLE out_fit AS
SELECT k, freq, id::period_id AS id, period_start, period_end, frequency::frequency_word AS frequency, as_of FROM fits;
CREATE TABLE out_status AS SELECT k, code::status_word AS code FROM status_map;
