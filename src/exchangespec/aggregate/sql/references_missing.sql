-- References to records that their publisher does not have, not even as withdrawn.
SELECT b.record_type, b.record, b.field, b.target, b.publisher, b.target_publisher, b.dataset
FROM references_between AS b
ANTI JOIN known_targets AS k ON k.id = b.target
