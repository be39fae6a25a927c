-- submissions: one row per standing submission; paths stay out of the snapshot
CREATE TABLE submissions AS
SELECT * EXCLUDE (path, real_only) FROM standing ORDER BY sequence;
