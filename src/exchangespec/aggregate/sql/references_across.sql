-- How many references between two publishers do not hold, and why.
SELECT
  code,
  publisher,
  target_publisher,
  cast(count(*) AS bigint) AS findings,
  cast(count(DISTINCT record) AS bigint) AS records
FROM references_across_rows
GROUP BY code, publisher, target_publisher
ORDER BY code NULLS LAST, publisher NULLS LAST, target_publisher NULLS LAST
