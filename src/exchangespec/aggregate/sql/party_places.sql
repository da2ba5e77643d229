-- Where each party is, as far as its own record or that of its city has coordinates.
SELECT party, min(label) AS label, min(latitude) AS latitude, min(longitude) AS longitude
FROM (
  SELECT coalesce(e.entity, c.id) AS party, c.label AS label, c.latitude AS latitude,
    c.longitude AS longitude
  FROM cities AS c
  LEFT JOIN entities AS e ON e.id = c.id
  UNION ALL
  SELECT coalesce(e.entity, o.id) AS party, o.label AS label, c.latitude AS latitude,
    c.longitude AS longitude
  FROM organisations AS o
  INNER JOIN cities AS c ON c.id = o.city
  LEFT JOIN entities AS e ON e.id = o.id
) AS known
WHERE latitude IS NOT NULL AND longitude IS NOT NULL
GROUP BY party
