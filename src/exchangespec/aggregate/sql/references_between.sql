-- References to what another publisher's record would be, whose data are here.
SELECT l.record_type, l.record, l.field, l.target, l.publisher, l.target_publisher, l.dataset
FROM links AS l
INNER JOIN publishers AS p ON p.prefix = l.target_publisher
WHERE l.publisher <> l.target_publisher
