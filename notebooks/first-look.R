#!/usr/bin/env Rscript
# First look at a release in base R: Rscript notebooks/first-look.R RELEASE [PLOT.pdf]
arguments <- commandArgs(trailingOnly = TRUE)
release <- if (length(arguments) > 0) arguments[1] else file.path("louver-demo/public", readLines("louver-demo/public/current"))
files <- Sys.glob(file.path(release, "data", "*", "csv", "*.csv.gz"))
stopifnot(length(files) > 0)
for (file in files) {
  table <- read.csv(file, colClasses = c(year = "character"), na.strings = NULL)
  table$value <- suppressWarnings(as.numeric(table$value))
  stopifnot(all(table$lower <= table$upper), all(is.na(table$value) == (table$status == "C")))
  cat(sprintf("%-30s %6d counts, %5.1f %% withheld\n", basename(file), nrow(table), 100 * mean(table$status == "C")))
}
dimensions <- setdiff(names(table), c("value", "status", "lower", "upper"))
by <- setdiff(dimensions, "year")[1]
if (!is.na(by)) {
  others <- setdiff(dimensions, c("year", by))
  flat <- table[table$year != "Total" & table[[by]] != "Total", ]
  for (other in others) flat <- flat[flat[[other]] == "Total", ]
  if (length(arguments) > 1 && nrow(flat) > 0) pdf(arguments[2], width = 9, height = 5) else pdf(NULL)
  years <- sort(unique(flat$year))
  counts <- tapply(flat$value, list(flat$year, flat[[by]]), sum)
  matplot(seq_along(years), counts, type = "b", pch = 1, lty = 1, xaxt = "n", xlab = "year", ylab = "count", main = paste("Counts by", by))
  axis(1, at = seq_along(years), labels = years)
  invisible(dev.off())
}
