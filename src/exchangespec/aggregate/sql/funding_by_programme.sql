-- Two reports of one grant count once, with the smaller of their amounts.
SELECT
  programme,
  currency,
  amount_basis,
  cast(count(*) AS bigint) AS grants,
  cast(count(amount_low) AS bigint) AS with_amount,
  cast(sum(amount_low) AS decimal(38, 2)) AS amount_at_least,
  cast(min(amount_exact) AS bigint) AS amounts_exact
FROM (
  SELECT
    programme,
    currency,
    amount_basis,
    funding,
    min(amount_low) AS amount_low,
    min(CASE WHEN amount_exact THEN 1 WHEN amount IS NOT NULL THEN 0 END) AS amount_exact
  FROM funding_rows
  GROUP BY programme, currency, amount_basis, funding
) AS each_grant
GROUP BY programme, currency, amount_basis
ORDER BY programme NULLS LAST, currency NULLS LAST, amount_basis NULLS LAST
