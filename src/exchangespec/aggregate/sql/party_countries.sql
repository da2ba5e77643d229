-- The country of each party that has one; a body sits in its city's country unless it names its own.
SELECT party, min(country) AS country
FROM (
  SELECT coalesce(e.entity, c.id) AS party, c.country AS country
  FROM cities AS c
  LEFT JOIN entities AS e ON e.id = c.id
  UNION ALL
  SELECT coalesce(e.entity, o.id) AS party, coalesce(o.country, c.country) AS country
  FROM organisations AS o
  LEFT JOIN cities AS c ON c.id = o.city
  LEFT JOIN entities AS e ON e.id = o.id
) AS known
GROUP BY party
