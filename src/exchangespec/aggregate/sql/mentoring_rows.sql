-- Each mentor with each mentee of a pair.
SELECT
  coalesce(te.entity, t.target) AS mentor,
  coalesce(ee.entity, m.target) AS mentee,
  coalesce(pe.entity, p.id) AS pair,
  p.network AS network,
  p.id AS record, 'mentors' AS field, p.dataset AS dataset, p.file AS file,
  p.archive_member AS archive_member, p.sheet AS sheet,
  p.row AS row, p.line AS line, p.pointer AS pointer
FROM mentoring_pairs AS p
INNER JOIN links AS t
  ON t.record = p.id AND t.record_type = 'MentoringPair' AND t.field = 'mentors'
INNER JOIN links AS m
  ON m.record = p.id AND m.record_type = 'MentoringPair' AND m.field = 'mentees'
LEFT JOIN entities AS te ON te.id = t.target
LEFT JOIN entities AS ee ON ee.id = m.target
LEFT JOIN entities AS pe ON pe.id = p.id
