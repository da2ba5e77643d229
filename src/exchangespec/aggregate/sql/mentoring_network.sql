-- Who mentors whom, and in how many relations.
SELECT
  r.mentor AS mentor,
  min(tl.label) AS mentor_name,
  r.mentee AS mentee,
  min(ml.label) AS mentee_name,
  cast(count(DISTINCT r.pair) AS bigint) AS pairs
FROM mentoring_rows AS r
LEFT JOIN party_labels AS tl ON tl.party = r.mentor
LEFT JOIN party_labels AS ml ON ml.party = r.mentee
GROUP BY r.mentor, r.mentee
ORDER BY r.mentor NULLS LAST, r.mentee NULLS LAST
