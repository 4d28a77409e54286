# Rolling forecasts of hourly means (daily data: days) beside R's forecast package, on small samples:
#   Rscript tests/bench/peers.R HEADROOM ORIGINS TBATS FOLDER ...
# Of each folder, a family, every k-th file by name, at most FILES; from each ORIGINS origins spread
# over the last half, for 1 day, 1 week, 4 weeks and 90 days where the file allows. R's models see the
# last 12 weeks at most, so that they end; tbats (TBATS: yes), which takes half a minute a fit, the
# first file's last origin of each family and horizon alone.
# Columns: mean absolute error over that of seasonal naive within the history (MASE); mean absolute
# logarithm of the weekly peak over its forecast, in per cent; coverage of p95 and p99; pinball losses of both over the same scale; seconds
# a forecast. Numbers of headroom come from the program itself.
suppressMessages(library(forecast))
FILES <- 4
SEEN <- 12 * 168

arguments <- commandArgs(TRUE)
headroom <- arguments[1]
origins <- as.integer(arguments[2])
with_tbats <- arguments[3] == "yes"
folders <- arguments[-(1:3)]

call_headroom <- function(...) {
  lines <- suppressWarnings(system2(headroom, c(...), stdout = TRUE, stderr = FALSE))
  if (length(lines) < 2) NULL else read.csv(text = lines)
}

read_file <- function(file, step) {
  table <- call_headroom("clean", shQuote(file), "--step", step, "--by", "none")
  if (is.null(table)) return(NULL)
  table[[which(sapply(table, is.numeric))[1]]]
}

# Mean, p95 and p99 of one of R's models; the mean may not pass below zero.
of_r <- function(name, x, season, steps) {
  x <- tail(x, SEEN)
  weekly <- season == 24 && length(x) > 2 * 168
  y <- na.interp(if (weekly) msts(x, c(24, 168)) else ts(x, frequency = season))
  f <- switch(name,
    naive = snaive(ts(as.numeric(y), frequency = season), h = steps, level = c(90, 98)),
    mstl_ets = forecast(mstl(y), method = "ets", h = steps, level = c(90, 98)),
    mstl_arima = forecast(mstl(y), method = "arima", h = steps, level = c(90, 98)),
    stlf = stlf(ts(as.numeric(y), frequency = season), h = steps, level = c(90, 98)),
    tbats = forecast(tbats(y, use.parallel = FALSE), h = steps, level = c(90, 98)))
  floor <- if (min(x, na.rm = TRUE) >= 0) 0 else -Inf
  list(mean = pmax(as.numeric(f$mean), floor), p95 = pmax(as.numeric(f$upper[, 1]), floor),
    p99 = pmax(as.numeric(f$upper[, 2]), floor), peak = NULL)
}

of_headroom <- function(x, season, steps) {
  step <- if (season == 24) 3600 else 86400
  shown <- tempfile(fileext = ".csv")
  from <- as.POSIXct("2024-01-01", tz = "UTC")
  write.csv(data.frame(time = format(from + step * (seq_along(x) - 1), "%Y-%m-%dT%H:%M:%SZ"), requests_per_s = x),
    shown, row.names = FALSE, quote = FALSE, na = "")
  horizon <- c("--horizon", paste0(steps * step, "s"))
  f <- call_headroom("forecast", shown, horizon)
  peaks <- if (steps * step >= 604800) call_headroom("forecast", shown, horizon, "--peak", "1w")
  unlink(shown)
  if (is.null(f)) NULL else list(mean = f$mean, p95 = f$p95, p99 = f$p99, peak = peaks$p50)
}

pinball <- function(y, bound, level) mean(ifelse(y > bound, level * (y - bound), (1 - level) * (bound - y)), na.rm = TRUE)

score <- function(f, x, y, season, seconds) {
  scale <- mean(abs(diff(x, season)), na.rm = TRUE)
  week <- 7 * season / (if (season == 24) 1 else 7)
  weeks <- length(y) %/% week
  peak <- NA
  if (weeks > 0) {
    index <- rep(seq_len(weeks), each = week)
    most <- tapply(y[seq_along(index)], index, max, na.rm = TRUE)
    ours <- if (is.null(f$peak)) tapply(f$mean[seq_along(index)], index, max) else f$peak[seq_len(weeks)]
    peak <- 100 * mean(abs(log(pmax(ours, 1e-9) / pmax(most, 1e-9))))
  }
  c(mase = mean(abs(y - f$mean), na.rm = TRUE) / scale, peak = peak, p95 = mean(y <= f$p95, na.rm = TRUE),
    p99 = mean(y <= f$p99, na.rm = TRUE), loss95 = pinball(y, f$p95, .95) / scale,
    loss99 = pinball(y, f$p99, .99) / scale, seconds = seconds)
}

# Every model on one window; NULL where one fails.
window_scores <- function(x, y, season, models) {
  rows <- list()
  for (model in models) {
    begin <- proc.time()
    f <- tryCatch(if (model == "headroom") of_headroom(x, season, length(y)) else of_r(model, x, season, length(y)),
      error = function(e) NULL)
    used <- proc.time() - begin
    if (is.null(f)) next
    rows[[model]] <- score(f, x, y, season, sum(used[c(1, 2, 4, 5)], na.rm = TRUE))
  }
  rows
}

print_means <- function(family, days, scores) {
  for (model in names(scores)) {
    table <- do.call(rbind, scores[[model]])
    cat(sprintf("%-14s %3dd %-11s %3d", family, days, model, nrow(table)),
      sprintf(c("%7.3f", "%6.1f", "%6.3f", "%6.3f", "%7.3f", "%7.3f", "%7.2f"), colMeans(table, na.rm = TRUE)), "\n")
  }
}

cat(sprintf("%-14s %4s %-11s %3s", "family", "", "model", "n"),
  sprintf(c("%7s", "%6s", "%6s", "%6s", "%7s", "%7s", "%7s"), c("MASE", "peak%", "p95", "p99", "loss95", "loss99", "CPU-s")), "\n")
for (folder in folders) {
  files <- sort(list.files(folder, pattern = "[.]csv$", recursive = TRUE, full.names = TRUE))
  season <- if (basename(folder) == "daily") 7 else 24
  series <- Filter(function(x) length(x) >= 14 * 24 || (season == 7 && length(x) > 100),
    lapply(files, read_file, step = if (season == 7) "1d" else "1h"))
  if (length(series) > FILES) series <- series[round(seq(1, length(series), length.out = FILES))]
  for (days in c(1, 7, 28, 90)) {
    steps <- if (season == 24) 24 * days else days
    scores <- list()
    for (s in seq_along(series)) {
      half <- length(series[[s]]) %/% 2
      room <- length(series[[s]]) - steps - half
      for (i in seq_len(if (room < 0) 0 else origins)) {
        origin <- half + if (origins > 1) room * (i - 1) %/% (origins - 1) else room
        x <- series[[s]][seq_len(origin)]
        y <- series[[s]][origin + seq_len(steps)]
        if (all(is.na(y)) || !isTRUE(mean(abs(diff(x, season)), na.rm = TRUE) > 0)) next
        models <- c("headroom", "naive", "mstl_ets", "mstl_arima", "stlf", if (with_tbats && s == 1 && i == origins) "tbats")
        rows <- window_scores(x, y, season, models)
        for (model in names(rows)) scores[[model]] <- c(scores[[model]], list(rows[[model]]))
      }
    }
    print_means(basename(folder), days, scores)
  }
}
