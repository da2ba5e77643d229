-- References to records of a type that may not stand in that field.
SELECT w.record_type, w.record, w.field, w.target, w.publisher, w.target_publisher, w.dataset
FROM (
  SELECT
    b.record_type, b.record, b.field, b.target, b.publisher, b.target_publisher, b.dataset,
    k.record_type AS target_type
  FROM references_between AS b
  INNER JOIN known_targets AS k ON k.id = b.target
  INNER JOIN (SELECT DISTINCT record_type, field FROM expected_targets) AS bound
    ON bound.record_type = b.record_type AND bound.field = b.field
) AS w
ANTI JOIN expected_targets AS e
  ON e.record_type = w.record_type AND e.field = w.field AND e.target_type = w.target_type
