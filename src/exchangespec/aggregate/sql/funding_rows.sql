-- Each amount in its own currency and on its own basis; none is ever turned into another.
-- What no budget on earth holds is no amount; it would break the sum. Engines cast fractions to
-- decimals each in its own way, whole numbers in one: so cents are counted as whole numbers.
SELECT
  f.programme AS programme,
  f.currency AS currency,
  coalesce(f.amount_basis, 'total') AS amount_basis,
  coalesce(e.entity, f.id) AS funding,
  CASE
    WHEN f.amount_low > -9e13 AND f.amount_low < 9e13
    THEN cast(
      cast(cast(round(f.amount_low * 100) AS bigint) AS decimal(20, 0)) * cast(0.01 AS decimal(3, 2))
      AS decimal(38, 2)
    )
    WHEN f.amount_low > -9e18 AND f.amount_low < 9e18
    THEN cast(cast(round(f.amount_low) AS bigint) AS decimal(38, 2))
  END AS amount_low,
  f.amount AS amount,
  f.amount_exact AS amount_exact,
  f.id AS record, 'amount' AS field, f.dataset AS dataset, f.file AS file,
  f.archive_member AS archive_member, f.sheet AS sheet,
  f.row AS row, f.line AS line, f.pointer AS pointer
FROM funding AS f
LEFT JOIN entities AS e ON e.id = f.id
