-- How complete each submission is: of the fields that should be stated, how many are.
SELECT
  d.dataset AS dataset,
  d.file AS file,
  min(d.records) AS records,
  min(d.errors) AS errors,
  cast(sum(CASE WHEN c.asked = 'S' THEN c.records ELSE 0 END) AS bigint) AS should_be_stated,
  cast(sum(CASE WHEN c.asked = 'S' THEN c.stated ELSE 0 END) AS bigint) AS stated,
  cast(sum(CASE WHEN c.field = 'sources' THEN c.stated ELSE 0 END) AS bigint) AS with_source,
  cast(sum(CASE WHEN c.field = 'identifiers' THEN c.stated ELSE 0 END) AS bigint) AS with_identifier
FROM datasets AS d
LEFT JOIN completeness AS c ON c.dataset = d.dataset AND c.file = d.file
GROUP BY d.dataset, d.file
ORDER BY d.dataset NULLS LAST, d.file NULLS LAST
