-- What of a snapshot may be seen, as a database of its own beside it, in memory: a query that reads here finds what is named
-- here and nothing else, so that a table which a later build adds is closed until it is named. `whole.<table>` stands for the
-- snapshot's own table, `classed.<table>` for one with the class of its rows, which an old snapshot does not know. $internal and $excluded are
-- the agencies whose data of these classes are seen.
CREATE MACRO named_in(agency, agencies) AS list_contains(agencies, '') OR list_contains(agencies, coalesce(agency, '?'));
CREATE MACRO all_named_in(codes, agencies) AS list_contains(agencies, '') OR list_has_all(agencies, string_split(coalesce(codes, '?'), ';'));
CREATE MACRO visible(data_class, agency) AS CASE coalesce(data_class, 'internal')
    WHEN 'public' THEN TRUE
    WHEN 'internal' THEN named_in(agency, $internal)
    ELSE named_in(agency, $excluded)
END;

CREATE VIEW observations AS SELECT * FROM classed.observations WHERE visible(data_class, agency);
CREATE VIEW series AS SELECT * FROM classed.series WHERE visible(data_class, agency);
CREATE VIEW rolled AS SELECT * FROM classed.rolled WHERE visible(data_class, agency);
CREATE VIEW rollups AS SELECT * FROM classed.rollups WHERE visible(data_class, agency);
CREATE VIEW revisions AS SELECT * FROM classed.revisions WHERE visible(data_class, agency);
CREATE VIEW reports AS SELECT * FROM classed.reports WHERE visible(data_class, agency);
CREATE VIEW breaks AS SELECT * FROM classed.breaks WHERE visible(data_class, agency);

-- who sent a file and why is for those who see the internal data of its agency; what was found in it, rejected rows of
-- whatever class included, and what it was compared with, for those who see all data of the agency
CREATE VIEW submissions AS
SELECT * EXCLUDE (sees_internal, sees_excluded) REPLACE (
    CASE WHEN sees_internal THEN sender END AS sender, CASE WHEN sees_internal THEN reason END AS reason,
    CASE WHEN sees_excluded THEN read END AS read, CASE WHEN sees_excluded THEN rejected END AS rejected,
    CASE WHEN sees_excluded THEN warnings END AS warnings
)
FROM (
    SELECT
        *, all_named_in(agency, $internal) AS sees_internal,
        all_named_in(agency, $internal) AND all_named_in(agency, $excluded) AS sees_excluded
    FROM classed.submissions
)
WHERE CASE coalesce(data_class, 'internal') WHEN 'public' THEN TRUE WHEN 'internal' THEN sees_internal ELSE sees_excluded END;
CREATE VIEW findings AS
SELECT found.*
FROM whole.findings AS found
SEMI JOIN (
    SELECT submission FROM submissions WHERE all_named_in(agency, $internal) AND all_named_in(agency, $excluded)
) AS own USING (submission);

-- an indicator is known to who sees any of its series; without series, as far as its own class and agency go; what is small
-- and asked for by most queries is kept as it is seen
CREATE TABLE indicators AS
SELECT *
FROM classed.indicators
WHERE visible(nullif(data_class, ''), agency)
    OR code IN (SELECT indicator FROM series UNION SELECT indicator FROM rolled);
CREATE TABLE targets AS
SELECT * FROM whole.targets AS planned WHERE planned.indicator IN (SELECT code FROM indicators);
CREATE TABLE national AS
SELECT * FROM whole.national AS published WHERE published.indicator IN (SELECT code FROM indicators);
CREATE TABLE priorities AS
SELECT * FROM whole.priorities AS chosen WHERE chosen.indicator IN (SELECT code FROM indicators);
CREATE TABLE rebase AS
SELECT * FROM whole.rebase AS marked WHERE marked.indicator IN (SELECT code FROM indicators);
CREATE VIEW aliases AS
SELECT * FROM whole.aliases WHERE kind <> 'indicator' OR code IN (SELECT code FROM indicators);

CREATE VIEW reporting_lines AS SELECT * FROM whole.reporting_lines;
CREATE VIEW agencies AS SELECT * FROM whole.agencies;
CREATE VIEW units AS SELECT * FROM whole.units;
CREATE VIEW regions AS SELECT * FROM whole.regions;
CREATE VIEW themes AS SELECT rowid, * FROM whole.themes; -- in the order of the reference
CREATE VIEW calendar AS SELECT * FROM whole.calendar;
CREATE VIEW scales AS SELECT * FROM whole.scales;
CREATE VIEW example AS SELECT * FROM whole.example;
