-- Spark SQL with Delta, on one table of a release: RELEASE and TABLE stand for its directory and its name. On all tables of a release:
--   LOUVER_PROGRAM=notebooks/ReadDelta.java scripts/louver notebooks/delta.sql RELEASE
-- Which years have withheld counts, and what their sums can be.
SELECT year, count(*) AS counts, count_if(status = 'C') AS withheld, sum(lower) AS least, sum(upper) AS most
FROM delta.`RELEASE/data/TABLE/delta`
WHERE year <> 'Total'
GROUP BY year
ORDER BY year;
-- Every published count lies at both of its bounds: this must give no row.
SELECT * FROM delta.`RELEASE/data/TABLE/delta` WHERE status = 'F' AND NOT (value = lower AND value = upper);
