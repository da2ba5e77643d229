-- How good each submission was found: by its report, or by what was read where none was given.
-- A date of which the year or the month is not certain has none. A publisher that is told by an id
-- is one under any prefix; one that is told by a name is so within its prefix only.
SELECT
  CASE
    WHEN s.publisher LIKE '%:%' AND s.publisher NOT LIKE '% %' THEN coalesce(e.entity, s.publisher)
    ELSE coalesce(s.prefix, '') || ' ' || coalesce(s.publisher, '')
  END AS whose,
  s.publisher AS publisher,
  s.prefix AS prefix,
  s.year AS year,
  s.month AS month,
  s.dataset AS dataset,
  s.version AS version,
  s.file AS file,
  s.measured_by AS measured_by,
  s.records AS records,
  s.errors AS errors,
  s.warnings AS warnings,
  s.should_be_stated AS should_be_stated,
  s.stated AS stated
FROM (
  SELECT
    r.publisher AS publisher,
    r.prefix AS prefix,
    r.year AS year,
    r.month AS month,
    r.dataset AS dataset,
    r.version AS version,
    r.file AS file,
    'all rules' AS measured_by,
    r.records AS records,
    r.errors AS errors,
    r.warnings AS warnings,
    r.asked AS should_be_stated,
    r.stated AS stated
  FROM quality_reports AS r
  UNION ALL
  SELECT
    d.publisher AS publisher,
    d.prefix AS prefix,
    CASE
      WHEN extract(year FROM d.modified_earliest) = extract(year FROM d.modified_latest)
        THEN cast(extract(year FROM d.modified_earliest) AS bigint)
    END AS year,
    CASE
      WHEN extract(year FROM d.modified_earliest) = extract(year FROM d.modified_latest)
        AND extract(month FROM d.modified_earliest) = extract(month FROM d.modified_latest)
        THEN cast(extract(month FROM d.modified_earliest) AS bigint)
    END AS month,
    d.dataset AS dataset,
    d.version AS version,
    d.file AS file,
    'reading alone' AS measured_by,
    d.records AS records,
    d.errors AS errors,
    coalesce(f.warnings, cast(0 AS bigint)) AS warnings,
    coalesce(c.asked, cast(0 AS bigint)) AS should_be_stated,
    coalesce(c.stated, cast(0 AS bigint)) AS stated
  FROM datasets AS d
  ANTI JOIN quality_reports AS q
    ON q.dataset = d.dataset AND q.version = coalesce(d.version, '')
    AND q.modified = coalesce(d.modified, '')
  LEFT JOIN (
    SELECT dataset, file, cast(count(*) AS bigint) AS warnings
    FROM findings
    WHERE severity = 'warning'
    GROUP BY dataset, file
  ) AS f ON f.dataset = d.dataset AND f.file = d.file
  LEFT JOIN (
    SELECT dataset, file, cast(sum(records) AS bigint) AS asked, cast(sum(stated) AS bigint) AS stated
    FROM completeness
    WHERE asked = 'S'
    GROUP BY dataset, file
  ) AS c ON c.dataset = d.dataset AND c.file = d.file
  WHERE d.readable
) AS s
LEFT JOIN entities AS e ON e.id = s.publisher
