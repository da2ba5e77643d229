-- Each amount in its own currency and on its own basis; none is ever turned into another.
-- What no budget on earth holds is no amount; it would break the sum.
SELECT
  f.programme AS programme,
  f.currency AS currency,
  coalesce(f.amount_basis, 'total') AS amount_basis,
  coalesce(e.entity, f.id) AS funding,
  CASE
    WHEN f.amount_low > -1e24 AND f.amount_low < 1e24
    THEN cast(f.amount_low AS decimal(38, 2))
  END AS amount_low,
  f.amount AS amount,
  f.amount_exact AS amount_exact,
  f.id AS record, 'amount' AS field, f.dataset AS dataset, f.file AS file,
  f.archive_member AS archive_member, f.sheet AS sheet,
  f.row AS row, f.line AS line, f.pointer AS pointer
FROM funding AS f
LEFT JOIN entities AS e ON e.id = f.id
