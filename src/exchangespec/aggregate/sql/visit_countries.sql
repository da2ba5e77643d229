-- From which countries each visit was made, and in which it was received; each once.
SELECT DISTINCT s.visit AS visit, s.side AS side, coalesce(c.country, s.country) AS country
FROM visit_sides AS s
LEFT JOIN party_countries AS c ON c.party = s.party
