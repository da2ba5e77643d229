-- How many networks ran in a year, and how many members they had.
SELECT
  n.year AS year,
  cast(count(DISTINCT n.network) AS bigint) AS networks,
  cast(count(DISTINCT m.member) AS bigint) AS members,
  cast(count(DISTINCT m.record) AS bigint) AS memberships
FROM networks_rows AS n
LEFT JOIN memberships_rows AS m ON m.network = n.network AND m.year = n.year
GROUP BY n.year
ORDER BY n.year NULLS LAST
