-- Each network in each year of its time; one that is still running runs until the last year known.
SELECT
  cast(y.year AS bigint) AS year,
  coalesce(e.entity, n.id) AS network,
  n.programme AS programme,
  n.id AS record, 'start' AS field, n.dataset AS dataset, n.file AS file,
  n.archive_member AS archive_member, n.sheet AS sheet,
  n.row AS row, n.line AS line, n.pointer AS pointer
FROM networks AS n
INNER JOIN years AS y
  ON y.year >= extract(year FROM n.start_earliest)
  AND (n.end = '..' OR y.year <= extract(year FROM coalesce(n.end_latest, n.start_latest)))
LEFT JOIN entities AS e ON e.id = n.id
