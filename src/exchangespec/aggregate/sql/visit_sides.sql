-- Who visited and who received, from the list columns and from Participation records, each once.
-- A party that is only described has no id, but may have a country; nullif makes an empty text
-- of the right type in every engine.
-- Who was only announced, invited, had to cancel or did not come is left out.
SELECT DISTINCT visit, side, party, country
FROM (
  SELECT
    l.record AS visit,
    CASE WHEN l.field = 'hosts' THEN 'host' ELSE 'visitor' END AS side,
    coalesce(e.entity, l.target) AS party,
    nullif(l.target, l.target) AS country
  FROM links AS l
  LEFT JOIN entities AS e ON e.id = l.target
  LEFT JOIN participation_records AS p
    ON p.event = l.record AND p.party = l.target
    AND p.role = CASE WHEN l.field = 'hosts' THEN 'host' ELSE 'visitor' END
    AND p.participation_status
      IN ('announced', 'invited', 'cancelled', 'absent', 'replaced', 'unknown')
  WHERE l.record_type = 'Visit' AND l.field IN ('visitors', 'hosts') AND p.id IS NULL
  UNION ALL
  SELECT p.event AS visit, p.role AS side, coalesce(e.entity, p.party) AS party,
    p.country AS country
  FROM participation_records AS p
  LEFT JOIN entities AS e ON e.id = p.party
  WHERE p.role IN ('visitor', 'host') AND (p.party IS NOT NULL OR p.country IS NOT NULL)
    AND coalesce(p.participation_status, 'attended')
      NOT IN ('announced', 'invited', 'cancelled', 'absent', 'replaced', 'unknown')
) AS sides
