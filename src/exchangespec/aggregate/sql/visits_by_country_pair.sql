-- Two reports of one visit count once, and of their head counts the smaller: it is "at least".
-- Sums of fractions depend on the order in which an engine adds them; sums of hundredths do not.
SELECT
  year,
  country_from,
  country_to,
  cast(count(*) AS bigint) AS visits,
  cast(count(*) FILTER (WHERE not_held) AS bigint) AS not_held,
  cast(count(hundredths) AS bigint) AS with_delegates,
  cast(sum(cast(hundredths AS decimal(20, 0))) AS double) / 100 AS delegates_at_least,
  cast(min(delegates_exact) AS bigint) AS delegates_exact
FROM (
  SELECT
    year,
    country_from,
    country_to,
    visit,
    min(
      CASE
        WHEN delegates_low > -9e13 AND delegates_low < 9e13
        THEN cast(round(delegates_low * 100) AS bigint)
      END
    ) AS hundredths,
    min(CASE WHEN delegates_exact THEN 1 WHEN delegates_exact IS NOT NULL THEN 0 END)
      AS delegates_exact,
    max(coalesce(event_status, 'held')) IN ('cancelled', 'postponed', 'planned') AS not_held
  FROM visits_counted
  GROUP BY year, country_from, country_to, visit
) AS each_visit
GROUP BY year, country_from, country_to
ORDER BY year NULLS LAST, country_from NULLS LAST, country_to NULLS LAST
