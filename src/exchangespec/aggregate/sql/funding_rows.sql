-- Each amount in its own currency and on its own basis; none is ever turned into another.
SELECT
  f.programme AS programme,
  f.currency AS currency,
  coalesce(f.amount_basis, 'total') AS amount_basis,
  coalesce(e.entity, f.id) AS funding,
  cast(f.amount_low AS decimal(38, 2)) AS amount_low,
  f.amount AS amount,
  f.amount_exact AS amount_exact,
  f.id AS record, 'amount' AS field, f.dataset AS dataset, f.file AS file,
  f.archive_member AS archive_member, f.sheet AS sheet,
  f.row AS row, f.line AS line, f.pointer AS pointer
FROM funding AS f
LEFT JOIN entities AS e ON e.id = f.id
