-- submissions: one row per standing submission; paths stay out of the snapshot
CREATE TABLE submissions AS
SELECT * EXCLUDE (path) FROM standing ORDER BY sequence;
