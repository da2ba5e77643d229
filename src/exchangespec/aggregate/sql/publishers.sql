-- The prefixes of those whose data are here.
SELECT DISTINCT prefix
FROM datasets
WHERE prefix IS NOT NULL
