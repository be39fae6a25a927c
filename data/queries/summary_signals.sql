-- one row: series by trend signal now and one period before, and by the chance of meeting the target
-- takes: since, agency, units, regions
-- gives: series, improving, worsening, no_clear_change, cannot_say, improving_before, worsening_before, will_meet
-- gives: may_miss, will_miss, simulated
SELECT
    count(*) AS series,
    count(*) FILTER (state = 'improving') AS improving,
    count(*) FILTER (state = 'worsening') AS worsening,
    count(*) FILTER (state = 'no_clear_change') AS no_clear_change,
    count(*) FILTER (state = 'cannot_say') AS cannot_say,
    count(*) FILTER (previous_state = 'improving') AS improving_before,
    count(*) FILTER (previous_state = 'worsening') AS worsening_before,
    count(*) FILTER (assurance = 'will_meet') AS will_meet,
    count(*) FILTER (assurance = 'may_miss') AS may_miss,
    count(*) FILTER (assurance = 'will_miss') AS will_miss,
    count(*) FILTER (status = 'simulated') AS simulated
FROM series
WHERE last_start >= $since
    AND ($agency IS NULL OR agency = $agency)
    AND shared.chosen($units, unit)
    AND shared.placed($regions, region)
