-- One name for each city and body.
SELECT party, min(label) AS label
FROM (
  SELECT id AS party, label FROM cities
  UNION ALL
  SELECT id AS party, label FROM organisations
) AS named
GROUP BY party
