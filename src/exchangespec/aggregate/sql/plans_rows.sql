-- Each plan with its owners' countries, and whether it was adopted.
SELECT DISTINCT
  c.country AS country,
  p.kind AS kind,
  coalesce(p.plan_status, 'not stated') AS plan_status,
  coalesce(e.entity, p.id) AS plan,
  CASE
    WHEN p.adopted IS NOT NULL OR p.adopted_into IS NOT NULL
      OR p.plan_status IN ('adopted', 'being_implemented', 'completed')
    THEN 1 ELSE 0
  END AS adopted,
  p.id AS record, 'plan_status' AS field, p.dataset AS dataset, p.file AS file,
  p.archive_member AS archive_member, p.sheet AS sheet,
  p.row AS row, p.line AS line, p.pointer AS pointer
FROM action_plans AS p
LEFT JOIN entities AS e ON e.id = p.id
LEFT JOIN links AS l
  ON l.record = p.id AND l.record_type = 'ActionPlan' AND l.field = 'owners'
LEFT JOIN entities AS le ON le.id = l.target
LEFT JOIN party_countries AS c ON c.party = coalesce(le.entity, l.target)
