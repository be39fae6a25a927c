-- one row per spelling of a region that is known: alias and code
SELECT alias, code FROM aliases WHERE kind = 'region' ORDER BY code, alias
