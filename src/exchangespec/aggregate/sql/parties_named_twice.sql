-- Lists that name one and the same thing by two ids; the later of them is told.
-- Only references to things that are called by several names at all are compared: they are few.
SELECT
  record_type, record, field, max(target) AS target, publisher,
  max(target_publisher) AS target_publisher, dataset
FROM (
  SELECT
    l.record_type, l.record, l.field, l.target, l.publisher, l.target_publisher, l.dataset,
    u.entity
  FROM links AS l
  INNER JOIN names_used AS u ON u.name = l.target
  SEMI JOIN (
    SELECT entity FROM names_used GROUP BY entity HAVING count(*) > 1
  ) AS s ON s.entity = u.entity
) AS named
GROUP BY record_type, record, field, publisher, dataset, entity
HAVING count(DISTINCT target) > 1
