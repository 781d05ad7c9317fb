-- Spark SQL with Delta: which years of which table have withheld counts. Replace RELEASE and TABLE.
SELECT year, count(*) AS counts, count_if(status = 'C') AS withheld, sum(lower) AS least, sum(upper) AS most
FROM delta.`RELEASE/data/TABLE/delta`
WHERE year <> 'Total'
GROUP BY year
ORDER BY year;
