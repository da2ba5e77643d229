-- Of the rows of visits what is counted of them: joining and counting at once takes much memory.
SELECT year, country_from, country_to, visit, event_status, delegates_low, delegates_exact
FROM visits_rows
