#!/usr/bin/env Rscript
# First look at a release in base R: Rscript notebooks/first-look.R RELEASE [PLOT.pdf]
arguments <- commandArgs(trailingOnly = TRUE)
release <- if (length(arguments) > 0) arguments[1] else file.path("louver-demo/public", readLines("louver-demo/public/current"))
files <- Sys.glob(file.path(release, "data", "*", "csv", "*.csv.gz"))
stopifnot(length(files) > 0)

numbers <- c("value", "lower", "upper")
read <- function(file) {
  # Text stays text: NA can be a code. Only an empty number is missing.
  table <- read.csv(file, colClasses = "character", na.strings = character(0), check.names = FALSE)
  table[numbers] <- lapply(table[numbers], as.numeric)
  stopifnot(all(table$lower <= table$upper), all(is.na(table$value) == (table$status == "C")))
  table
}
tables <- lapply(files, read)
names(tables) <- basename(dirname(dirname(files)))
for (name in names(tables)) {
  table <- tables[[name]]
  cat(sprintf("%-30s %6d counts, %5.1f %% withheld\n", name, nrow(table), 100 * mean(table$status == "C")))
}

# Counts by year and one dimension; everything else stands at Total.
by_year <- function(name, by) {
  table <- tables[[name]]
  for (other in setdiff(names(table), c("year", by, numbers, "status"))) table <- table[table[[other]] == "Total", ]
  table[table$year != "Total" & table[[by]] != "Total", ]
}

# The table and dimension with the most withheld counts, as long as at least half of them are published.
best <- list(share = -1)
for (name in names(tables)) {
  dimensions <- setdiff(names(tables[[name]]), c(numbers, "status"))
  if (!"year" %in% dimensions) next
  for (by in setdiff(dimensions, "year")) {
    flat <- by_year(name, by)
    if (nrow(flat) == 0) next
    share <- mean(flat$status == "C")
    if (share > 0.5) share <- 0
    if (share > best$share) best <- list(share = share, name = name, by = by, flat = flat)
  }
}

# A trend with gaps where counts are withheld, and bands that hold them. A combination that has no row counted nothing.
if (!is.null(best$flat) && length(arguments) > 1) {
  flat <- best$flat
  years <- sort(unique(flat$year))
  codes <- sort(unique(flat[[best$by]]))
  wide <- function(number) {
    counts <- matrix(0, length(years), length(codes))
    counts[cbind(match(flat$year, years), match(flat[[best$by]], codes))] <- flat[[number]]
    counts
  }
  value <- wide("value")
  lower <- wide("lower")
  upper <- wide("upper")
  x <- seq_along(years)
  line <- "#1f77b4"
  band <- adjustcolor(line, 0.3)
  rows <- ceiling(length(codes) / 3)
  pdf(arguments[2], width = 9, height = 1 + 2 * rows, title = paste(best$name, "by", best$by))
  par(mfrow = c(rows, 3), mar = c(3, 4, 2, 1), oma = c(3, 0, 2, 0), las = 2)
  for (i in seq_along(codes)) {
    plot(NULL, xlim = range(x), ylim = c(0, max(1, 1.1 * upper[, i])), xaxt = "n", bty = "l", xlab = "", ylab = "", main = codes[i])
    axis(1, at = x, labels = years)
    polygon(c(x, rev(x)), c(lower[, i], rev(upper[, i])), col = band, border = NA)
    lines(x, value[, i], type = "o", pch = 16, col = line)
  }
  mtext(paste0(best$name, ": counts by ", best$by), outer = TRUE, font = 2, las = 0)
  par(fig = c(0, 1, 0, 1), oma = rep(0, 4), mar = rep(0, 4), new = TRUE)
  plot.new()
  legend("bottom", c("published", "every value the release allows"), col = c(line, band), lty = c(1, NA), pch = c(16, 15),
    pt.cex = c(1, 2), horiz = TRUE, bty = "n")
  invisible(dev.off())
}
