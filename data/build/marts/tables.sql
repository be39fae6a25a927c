-- closeness: how far a class of data is closed, from 1; class_of_closeness: the class of the most closed of several; internal
-- where none was given
CREATE TEMP MACRO closeness(data_class) AS CASE data_class WHEN 'public' THEN 1 WHEN 'internal' THEN 2 WHEN 'excluded' THEN 3 END;
CREATE TEMP MACRO class_of_closeness(most) AS CASE most WHEN 1 THEN 'public' WHEN 3 THEN 'excluded' ELSE 'internal' END;
-- closeness_of_small: a count of few persons is for who sees internal data at most
CREATE TEMP MACRO closeness_of_small(small) AS CASE WHEN small THEN 2 END;

-- observations: one row per (agency, unit, indicator, region, period), the latest standing value; `row_class` is the class
-- of data that its row gave, `data_class` that of its series, by which it is seen (data/store/seen.sql)
CREATE TABLE observations (
    series INTEGER, agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR,
    period VARCHAR, period_start DATE, period_end DATE, frequency VARCHAR,
    target DOUBLE, target_low DOUBLE, target_high DOUBLE, actual DOUBLE, numerator DOUBLE, denominator DOUBLE,
    achievement DOUBLE, class VARCHAR, tone VARCHAR, predicate VARCHAR, gap DOUBLE,
    previous_year DOUBLE, change_year DOUBLE,
    as_of DATE, status VARCHAR, source VARCHAR, note VARCHAR, evidence VARCHAR, warning VARCHAR, reason VARCHAR,
    target_source VARCHAR, submission VARCHAR, source_row BIGINT,
    row_class VARCHAR, data_class VARCHAR
);

-- series: one row per (agency, unit, indicator, region), its last values and its state
CREATE TABLE series (
    series INTEGER, agency VARCHAR, unit VARCHAR, indicator VARCHAR, region VARCHAR, frequency VARCHAR,
    n INTEGER, first_period VARCHAR, last_period VARCHAR, last_start DATE,
    actual DOUBLE, target DOUBLE, target_low DOUBLE, target_high DOUBLE,
    achievement DOUBLE, class VARCHAR, tone VARCHAR, predicate VARCHAR, gap DOUBLE,
    compared_with VARCHAR, comparison VARCHAR, previous_actual DOUBLE, previous_target DOUBLE,
    previous_achievement DOUBLE, previous_gap DOUBLE, change DOUBLE, previous_year DOUBLE, change_year DOUBLE,
    state VARCHAR, reason VARCHAR, confirmed BOOLEAN, method VARCHAR,
    s DOUBLE, z DOUBLE, p_value DOUBLE, q_value DOUBLE, tau DOUBLE,
    slope DOUBLE, slope_low DOUBLE, slope_high DOUBLE, slope_unit VARCHAR,
    variation VARCHAR, assurance VARCHAR, process_reason VARCHAR, trial BOOLEAN, mean DOUBLE, lower DOUBLE, upper DOUBLE,
    limits_of VARCHAR, rebase_proposal VARCHAR, agreement VARCHAR, robust BOOLEAN, streak INTEGER,
    required_pace DOUBLE, observed_pace DOUBLE, goal_period VARCHAR, goal DOUBLE,
    baseline DOUBLE, share_of_change DOUBLE, progress VARCHAR,
    time_low DOUBLE, time_high DOUBLE, time_reason VARCHAR,
    chance DOUBLE, chance_reason VARCHAR, forecast DOUBLE, forecast_low DOUBLE, forecast_high DOUBLE,
    forecast_period VARCHAR, forecast_target DOUBLE, forecast_target_low DOUBLE, forecast_target_high DOUBLE,
    previous_state VARCHAR, previous_confirmed BOOLEAN, change_kind VARCHAR, previous_tone VARCHAR, class_steps DOUBLE, importance DOUBLE,
    brief_id VARCHAR, brief_en VARCHAR, sentence_id VARCHAR, sentence_en VARCHAR, paragraph_id VARCHAR, paragraph_en VARCHAR,
    actuals DOUBLE[], status VARCHAR, submission VARCHAR, data_class VARCHAR
);

-- rollups: one row per (indicator, agency, unit, period) where the province value follows from its regencies; complete
-- where enough of those due are in it
CREATE TABLE rollups (
    indicator VARCHAR, agency VARCHAR, unit VARCHAR, period VARCHAR, period_start DATE, frequency VARCHAR,
    actual DOUBLE, target DOUBLE, target_low DOUBLE, target_high DOUBLE, numerator DOUBLE, denominator DOUBLE,
    achievement DOUBLE, class VARCHAR, tone VARCHAR, gap DOUBLE,
    regions_reported INTEGER, regions_total INTEGER, regions_due INTEGER, share DOUBLE, complete BOOLEAN,
    method VARCHAR, status VARCHAR, data_class VARCHAR
);

-- rolled: series of the province that follow from regencies, judged like the others on their complete periods; where none
-- of these is of the year up to the newest report, that report stands, not complete and not tested
CREATE TABLE rolled AS
SELECT
    *, CAST(NULL AS DOUBLE) AS share, CAST(NULL AS BOOLEAN) AS complete, CAST(NULL AS INTEGER) AS regions_reported,
    CAST(NULL AS INTEGER) AS regions_due, CAST(NULL AS VARCHAR) AS awaited_period
FROM series
WHERE FALSE;

-- judgements: observations, and the province values that follow from regencies
CREATE VIEW judgements AS
SELECT
    agency, unit, indicator, region, period, period_start, period_end, frequency, actual, target, target_low,
    target_high, numerator, denominator, achievement, class, tone, gap, status, FALSE AS derived, TRUE AS complete
FROM observations
UNION ALL BY NAME
SELECT
    agency, unit, indicator, '11' AS region, period, period_start,
    last_day(CAST(period_start + CASE frequency
        WHEN 'monthly' THEN INTERVAL 0 MONTH
        WHEN 'quarterly' THEN INTERVAL 2 MONTH
        WHEN 'semiannual' THEN INTERVAL 5 MONTH
        ELSE INTERVAL 11 MONTH
    END AS DATE)) AS period_end,
    frequency, actual, target, target_low, target_high, numerator, denominator, achievement, class, tone, gap, status,
    TRUE AS derived, complete
FROM rollups;

-- standings: all series, those that follow from regencies included
CREATE VIEW standings AS
SELECT *, FALSE AS derived, TRUE AS complete
FROM series
UNION ALL BY NAME
SELECT *, TRUE AS derived
FROM rolled;
