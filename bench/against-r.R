# What bench/against-r.ts asks of R: survfit and survreg on the same rows. Reading does not count.
suppressPackageStartupMessages(library(survival))
arguments <- commandArgs(trailingOnly = TRUE)
rounds <- as.integer(arguments[2])
rows <- read.csv(arguments[1])
rows$end <- factor(rows$end, levels = c("censored", "converted", "lost"))
groups <- sort(unique(rows$segment))
days <- as.integer(strsplit(arguments[3], ",")[[1]])

quickest <- function(work) {
  seconds <- Inf
  for (round in seq_len(rounds)) {
    seconds <- min(seconds, system.time(result <- work())[["elapsed"]])
  }
  list(seconds = seconds, result = result)
}

curves <- quickest(function() survfit(Surv(age + 1, end) ~ segment, data = rows))

# As it is mostly done: the middle of the day for its time, everything but a win a censoring.
bySegment <- split(rows, rows$segment)
middle <- quickest(function() lapply(bySegment, function(own)
  survreg(Surv(age + ifelse(end == "converted", 0.5, 1), end == "converted") ~ 1,
    data = own, dist = "weibull")))
# The likelihood of whole days, which ours has: a win of day k lies between k and k + 1.
whole <- quickest(function() lapply(bySegment, function(own)
  survreg(Surv(ifelse(own$end == "converted" & own$age == 0, NA, own$age + (own$end != "converted")),
    ifelse(own$end == "converted", own$age + 1, NA), type = "interval2") ~ 1, dist = "weibull")))

answer <- function(name, ...) cat(name, ..., "\n")
answer("seconds", curves$seconds, middle$seconds, whole$seconds)
told <- summary(curves$result, times = days)
won <- which(curves$result$states == "converted")
at <- rep(groups, each = length(days))
for (i in seq_along(at)) {
  answer("curve", at[i], told$time[i], format(told$pstate[i, won], digits = 17),
    format(told$std.err[i, won], digits = 17))
}
for (group in groups) {
  fit <- whole$result[[as.character(group)]]
  answer("fit", group, format(fit$coefficients[[1]], digits = 17), format(fit$scale, digits = 17),
    sqrt(diag(fit$var))[1:2], format(fit$loglik[2], digits = 17))
}
