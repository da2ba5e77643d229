-- One visit for each pair of countries; a year only where the dates leave no other.
-- What differs is found beforehand, among few columns: these rows are wide, and many.
SELECT
  CASE
    WHEN extract(year FROM v.start_earliest) = extract(year FROM v.start_latest)
    THEN cast(extract(year FROM v.start_earliest) AS bigint)
  END AS year,
  g.country AS country_from,
  coalesce(h.country, v.country) AS country_to,
  coalesce(e.entity, v.id) AS visit,
  v.event_status AS event_status,
  v.delegation_size_low AS delegates_low,
  v.delegation_size_exact AS delegates_exact,
  v.id AS record, 'start' AS field, v.dataset AS dataset, v.file AS file,
  v.archive_member AS archive_member, v.sheet AS sheet,
  v.row AS row, v.line AS line, v.pointer AS pointer
FROM visits AS v
LEFT JOIN entities AS e ON e.id = v.id
LEFT JOIN visit_countries AS g ON g.visit = v.id AND g.side = 'visitor'
LEFT JOIN visit_hosts AS h
  ON h.visit = v.id AND coalesce(h.own, 'none') = coalesce(v.country, 'none')
