-- Plans by country of their owners, kind and status; "adopted" also where only the date says so.
SELECT
  country,
  kind,
  plan_status,
  cast(count(DISTINCT plan) AS bigint) AS plans,
  cast(count(DISTINCT CASE WHEN adopted = 1 THEN plan END) AS bigint) AS adopted
FROM plans_rows
GROUP BY country, kind, plan_status
ORDER BY country NULLS LAST, kind NULLS LAST, plan_status NULLS LAST
