-- What of that is known, with its type. There are few, beside all records that are known.
SELECT k.id AS id, k.record_type AS record_type
FROM known_records AS k
SEMI JOIN targets_between AS t ON t.target = k.id
