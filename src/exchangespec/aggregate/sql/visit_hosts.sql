-- In which countries each visit was received: where a host has none, in that of the visit itself,
-- which may differ where two data sets have the visit.
SELECT DISTINCT h.visit AS visit, v.country AS own, coalesce(h.country, v.country) AS country
FROM visit_countries AS h
INNER JOIN visits AS v ON v.id = h.visit
WHERE h.side = 'host'
