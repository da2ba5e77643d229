-- References between publishers that do not hold, each with the place of its record.
SELECT DISTINCT
  f.code AS code,
  f.record_type AS record_type,
  f.publisher AS publisher,
  f.target_publisher AS target_publisher,
  f.target AS target,
  f.record AS record, f.field AS field, f.dataset AS dataset, k.file AS file,
  k.archive_member AS archive_member, k.sheet AS sheet,
  k.row AS row, k.line AS line, k.pointer AS pointer
FROM (
  SELECT
    'EXS324' AS code, record_type, record, field, target, publisher, target_publisher, dataset
  FROM references_missing
  UNION ALL
  SELECT
    'EXS325' AS code, record_type, record, field, target, publisher, target_publisher, dataset
  FROM references_of_wrong_type
  UNION ALL
  SELECT
    'EXS326' AS code, record_type, record, field, target, publisher, target_publisher, dataset
  FROM parties_named_twice
) AS f
INNER JOIN known_records AS k
  ON k.id = f.record AND k.record_type = f.record_type AND k.dataset = f.dataset
