-- Lists that name one and the same thing by two ids; the later of them is told.
SELECT
  record_type, record, field, max(target) AS target, publisher,
  max(target_publisher) AS target_publisher, dataset
FROM (
  SELECT
    l.record_type, l.record, l.field, l.target, l.publisher, l.target_publisher, l.dataset,
    coalesce(e.entity, l.target) AS entity
  FROM links AS l
  LEFT JOIN entities AS e ON e.id = l.target
) AS named
GROUP BY record_type, record, field, publisher, dataset, entity
HAVING count(DISTINCT target) > 1
