-- Whether the data of each publisher get better: errors and warnings per 100 records, completeness.
-- What all rules have found is compared with what all rules had found, never with reading alone.
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
  SELECT
    a.whose AS whose, a.measured_by AS measured_by, a.month_number AS month_number,
    max(b.month_number) AS earlier
  FROM quality_periods AS a
  JOIN quality_periods AS b
    ON b.whose = a.whose AND b.measured_by = a.measured_by AND b.month_number < a.month_number
  GROUP BY a.whose, a.measured_by, a.month_number
) AS l
  ON l.whose = t.whose AND l.measured_by = t.measured_by AND l.month_number = t.month_number
LEFT JOIN quality_periods AS past
  ON past.whose = l.whose AND past.measured_by = l.measured_by AND past.month_number = l.earlier
ORDER BY
  t.publisher NULLS LAST, t.whose NULLS LAST, t.month_number NULLS LAST, t.measured_by NULLS LAST
