-- Whether the data of each publisher get better: errors and warnings per 100 records, completeness.
SELECT
  t.publisher AS publisher,
  t.prefix AS prefix,
  t.year AS year,
  t.month AS month,
  t.measured_by AS measured_by,
  t.submissions AS submissions,
  t.records AS records,
  t.errors AS errors,
  t.errors_per_100 AS errors_per_100,
  cast(t.errors_per_100 - past.errors_per_100 AS decimal(18, 2)) AS change_in_errors,
  t.warnings AS warnings,
  t.warnings_per_100 AS warnings_per_100,
  cast(t.warnings_per_100 - past.warnings_per_100 AS decimal(18, 2)) AS change_in_warnings,
  t.should_be_stated AS should_be_stated,
  t.stated AS stated,
  t.stated_per_100 AS stated_per_100,
  cast(t.stated_per_100 - past.stated_per_100 AS decimal(18, 2)) AS change_in_stated
FROM quality_periods AS t
LEFT JOIN (
  SELECT a.prefix AS prefix, a.month_number AS month_number, max(b.month_number) AS earlier
  FROM quality_periods AS a
  JOIN quality_periods AS b ON b.prefix = a.prefix AND b.month_number < a.month_number
  GROUP BY a.prefix, a.month_number
) AS l ON l.prefix = t.prefix AND l.month_number = t.month_number
LEFT JOIN quality_periods AS past ON past.prefix = l.prefix AND past.month_number = l.earlier
ORDER BY
  t.publisher NULLS LAST, t.prefix NULLS LAST, t.month_number NULLS LAST, t.measured_by NULLS LAST
