-- By which names references call the things that have several, each name once.
SELECT DISTINCT n.name AS name, coalesce(e.entity, n.name) AS entity
FROM links AS l
INNER JOIN (
  SELECT id AS name FROM entities
  UNION
  SELECT entity AS name FROM entities
) AS n ON n.name = l.target
LEFT JOIN entities AS e ON e.id = n.name
