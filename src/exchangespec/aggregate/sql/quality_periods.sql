-- How good the data of each publisher were found in each month; what is not dated comes first.
SELECT
  whose AS whose,
  min(publisher) AS publisher,
  CASE WHEN min(prefix) = max(prefix) THEN min(prefix) END AS prefix,
  year AS year,
  month AS month,
  coalesce(year, 0) * 12 + coalesce(month, 0) AS month_number,
  measured_by AS measured_by,
  cast(count(*) AS bigint) AS submissions,
  cast(sum(records) AS bigint) AS records,
  cast(sum(errors) AS bigint) AS errors,
  cast(cast(sum(errors) AS double) * 100 / nullif(cast(sum(records) AS double), 0) AS decimal(18, 2))
    AS errors_per_100,
  cast(sum(warnings) AS bigint) AS warnings,
  cast(cast(sum(warnings) AS double) * 100 / nullif(cast(sum(records) AS double), 0) AS decimal(18, 2))
    AS warnings_per_100,
  cast(sum(should_be_stated) AS bigint) AS should_be_stated,
  cast(sum(stated) AS bigint) AS stated,
  cast(
    cast(sum(stated) AS double) * 100 / nullif(cast(sum(should_be_stated) AS double), 0)
    AS decimal(18, 2)
  ) AS stated_per_100
FROM quality_rows
GROUP BY whose, year, month, measured_by
