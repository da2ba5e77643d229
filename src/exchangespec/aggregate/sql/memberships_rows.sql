-- Each membership in each year of its time, which is that of its network where it states none.
SELECT
  cast(y.year AS bigint) AS year,
  coalesce(ge.entity, m.group) AS network,
  coalesce(me.entity, m.member) AS member,
  m.role AS role,
  m.id AS record, 'member' AS field, m.dataset AS dataset, m.file AS file,
  m.archive_member AS archive_member, m.sheet AS sheet,
  m.row AS row, m.line AS line, m.pointer AS pointer
FROM memberships AS m
INNER JOIN networks AS n ON n.id = m.group
INNER JOIN years AS y
  ON y.year >= extract(year FROM coalesce(m.start_earliest, n.start_earliest))
  AND (
    m.end = '..'
    OR (m.end IS NULL AND n.end = '..')
    OR y.year <= extract(year FROM coalesce(m.end_latest, n.end_latest, n.start_latest))
  )
LEFT JOIN entities AS ge ON ge.id = m.group
LEFT JOIN entities AS me ON me.id = m.member
WHERE coalesce(m.membership_status, 'confirmed')
  NOT IN ('announced', 'invited', 'cancelled', 'absent', 'replaced', 'unknown')
