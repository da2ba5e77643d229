-- From where to where visits went, between parties whose places are known.
SELECT
  gp.label AS from_name, gp.latitude AS from_latitude, gp.longitude AS from_longitude,
  hp.label AS to_name, hp.latitude AS to_latitude, hp.longitude AS to_longitude,
  cast(count(DISTINCT g.visit) AS bigint) AS visits
FROM visit_sides AS g
INNER JOIN visit_sides AS h ON h.visit = g.visit AND h.side = 'host' AND g.side = 'visitor'
INNER JOIN party_places AS gp ON gp.party = g.party
INNER JOIN party_places AS hp ON hp.party = h.party
GROUP BY gp.label, gp.latitude, gp.longitude, hp.label, hp.latitude, hp.longitude
ORDER BY
  visits DESC NULLS LAST,
  from_name NULLS LAST, to_name NULLS LAST,
  from_latitude NULLS LAST, from_longitude NULLS LAST,
  to_latitude NULLS LAST, to_longitude NULLS LAST
