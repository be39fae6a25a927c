-- one row per other name or spelling that is known: alias and code; $kind is agency, region or indicator
-- takes: kind
-- gives: alias, code
SELECT alias, code FROM aliases WHERE kind = $kind ORDER BY code, alias
