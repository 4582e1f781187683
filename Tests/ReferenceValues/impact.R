# Makes impact.json, the expected values of ImpactStatisticsTests: Rscript impact.R
# R 4.2, metafor 3.8, metadat, clubSandwich 0.5.8, sandwich 3.0.
suppressMessages({library(metafor); library(clubSandwich); library(sandwich)})
source("helpers.R")
out <- list()

# --- Pooling -------------------------------------------------------------------------------------
# Iterative estimators are run to the last bit, so that they can be compared at 1e-9.
pool <- function(y, v) {
  fits <- list()
  for (m in c("REML", "PM", "DL")) for (te in c("z", "knha", "adhoc")) {
    r <- rma(y, v, method = m, test = te,
      control = list(threshold = 1e-15, maxiter = 1e5, tol = 1e-15))
    ci <- confint(r, control = list(tol = 1e-15, tau2.max = 1e6))$random["tau^2", ]
    hts <- as.numeric(r$beta) + c(-1, 1) * qt(.975, r$k - 2) * sqrt(r$tau2 + r$se^2)
    pr <- predict(r)
    fits[[paste(m, te)]] <- list(value = as.numeric(r$beta), se = r$se, lo = r$ci.lb, hi = r$ci.ub,
      statistic = r$zval, p = r$pval, tau2 = r$tau2, tau2lo = ci[["ci.lb"]],
      tau2hi = ci[["ci.ub"]], i2 = r$I2 / 100, h2 = r$H2, q = r$QE, qp = r$QEp, s2w = r$s2w,
      weights = as.numeric(weights(r)) / 100, hts = hts, metafor_prediction = c(pr$pi.lb, pr$pi.ub))
  }
  f <- rma(y, v, method = "FE")
  list(y = y, v = v, fits = fits,
    fixed = list(value = as.numeric(f$beta), se = f$se, lo = f$ci.lb, hi = f$ci.ub))
}
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
out$pooling <- list(
  bcg = pool(as.numeric(bcg$yi), as.numeric(bcg$vi)),
  # Alike: τ² is 0 and Hartung–Knapp would be narrower than the fixed effect.
  alike = pool(c(.51, .49, .5, .52, .48), c(.04, .05, .03, .06, .05)),
  # The fewest that are pooled, and variances that differ by a factor of 10 000.
  three = pool(c(2.1, -.4, 5.2), c(1, .81, 1.44)),
  unequal = pool(c(.2, .9, -.3, .45, 1.8, .1), c(1e-4, .3, .02, .5, 1, .01)))

# --- Randomisation inference ---------------------------------------------------------------------
stat <- function(y, d, w) {
  a <- y[d]; b <- y[!d]; u <- w[d]; v <- w[!d]
  ma <- sum(u * a) / sum(u); mb <- sum(v * b) / sum(v)
  se2 <- if (min(sum(d), sum(!d)) > 1)
    length(a) / (length(a) - 1) * sum(u^2 * (a - ma)^2) / sum(u)^2 +
      length(b) / (length(b) - 1) * sum(v^2 * (b - mb)^2) / sum(v)^2 else
    (sum(u * (a - ma)^2) + sum(v * (b - mb)^2)) / (length(y) - 2) * (1 / sum(u) + 1 / sum(v))
  c(ma - mb, sqrt(se2), (ma - mb) / sqrt(se2))
}
randomised <- function(y, d, w = rep(1, length(y)), level = .95) {
  sets <- combn(length(y), sum(d))
  p <- function(tau, near = 1e-13) {
    z <- y - tau * d; t0 <- abs(stat(z, d, w)[3])
    mean(apply(sets, 2, function(s) abs(stat(z, seq_along(y) %in% s, w)[3]) >= t0 * (1 - near)))
  }
  s <- stat(y, d, w); p0 <- p(0, 1e-9)
  # Outermost effects that are not rejected: a grid from outside, then bisection.
  edge <- function(side) {
    g <- s[1] + side * s[2] * seq(40, 0, length.out = 801)
    ps <- vapply(g, p, 0); i <- which(ps > 1 - level + 1e-12)[1]
    if (is.na(i) || i == 1) return(NA)
    lo <- g[i - 1]; hi <- g[i]
    for (k in 1:60) { m <- (lo + hi) / 2; if (p(m) > 1 - level + 1e-12) hi <- m else lo <- m }
    hi
  }
  list(y = y, d = as.numeric(d), w = w, level = level, value = s[1], se = s[2], t = s[3], p = p0,
    assignments = ncol(sets), lo = edge(-1), hi = edge(1))
}
t5 <- c(TRUE, TRUE, TRUE, TRUE, TRUE, FALSE, FALSE, FALSE)
y8 <- c(4.1, 5.3, 3.2, 6.4, 4.9, 1.2, -.3, .8)
wl <- t.test(y8[t5], y8[!t5])
out$randomisation <- list(
  welch = list(t = wl$statistic[[1]], se = wl$stderr),
  five_of_eight = randomised(y8, t5),
  weak = randomised(c(1.9, -.4, 2.2, .7, 1.1, .6, 1.4, -.2), t5),
  weighted = randomised(y8, t5, c(1, 3, 2, 5, 1, 2, 4, 3)),
  one_of_four = randomised(c(3.5, .4, -.2, .9), c(TRUE, FALSE, FALSE, FALSE)),
  one_of_four_70 = randomised(c(3.5, .4, -.2, .9), c(TRUE, FALSE, FALSE, FALSE), level = .7),
  half = randomised(c(3.5, 1.4, 2.2, .9, .3, -.7, 1.1, .2), rep(c(TRUE, FALSE), each = 4)))

# --- Difference in differences with cluster-robust variances -------------------------------------
# 14 places of 2 to 7 rows a period, five treated; weights differ from row to row.
set.seed(20261124)
rows <- do.call(rbind, lapply(1:14, function(g) {
  n <- 2 + (g * 3) %% 6
  data.frame(g = g, tr = as.numeric(g %in% c(2, 5, 6, 11, 13)), t = rep(0:1, c(n, n - (g %% 2))),
    w = round(runif(2 * n - (g %% 2), .5, 4), 2)) }))
place <- rnorm(14, sd = .8); slope <- rnorm(14, sd = .5)
rows$y <- round(5 + place[rows$g] + (.4 + slope[rows$g]) * rows$t + .9 * rows$t * rows$tr +
  rnorm(nrow(rows)), 3)
tests <- function(m, name, g) {
  o <- list(value = coef(m)[[name]])
  for (type in c("CR0", "CR1", "CR1S", "CR2", "CR3")) {
    v <- tryCatch(vcovCR(m, cluster = g, type = type), error = function(e) NULL)
    if (is.null(v)) next
    ct <- function(t) { a <- coef_test(m, vcov = v, test = t); a[rownames(a) == name, ] }
    s <- ct("Satterthwaite"); n <- ct("naive-t")
    o[[type]] <- list(se = s$SE, satt_df = s[[grep("df", names(s), value = TRUE)[1]]],
      satt_p = s$p_Satt, naive_p = n$p_t)
  }
  o
}
# CR3 where clubSandwich stops at a cluster's own fixed effect: the sum over clusters of
# (coefficient without the cluster - coefficient)^2.
jackknife <- function(formula, data, name, g) {
  b <- coef(lm(formula, data, weights = w))[[name]]
  sqrt(sum(sapply(unique(g), function(k)
    (coef(lm(formula, data[g != k, ], weights = w))[[name]] - b)^2)))
}
one <- transform(rows, w = 1)
cells <- aggregate(y ~ g + tr + t, rows, mean)
cells$w <- aggregate(w ~ g + tr + t, rows, sum)$w
groups <- y ~ t * tr; places <- y ~ factor(g) + t + I(t * tr)
out$did <- list(rows = as.list(rows), cells = as.list(cells),
  groups = tests(lm(groups, rows, weights = w), "t:tr", rows$g),
  groups_unweighted = tests(lm(groups, one), "t:tr", rows$g),
  places = tests(lm(places, rows, weights = w), "I(t * tr)", rows$g),
  places_cr3 = jackknife(places, rows, "I(t * tr)", rows$g),
  groups_cr3 = jackknife(groups, rows, "t:tr", rows$g),
  cell_groups = tests(lm(groups, cells, weights = w), "t:tr", cells$g),
  cell_places = tests(lm(places, cells, weights = w), "I(t * tr)", cells$g),
  cell_places_cr3 = jackknife(places, cells, "I(t * tr)", cells$g),
  sandwich_cr0 = { m <- lm(groups, rows, weights = w); sqrt(vcovCL(m, rows$g, type = "HC0",
    cadjust = FALSE)["t:tr", "t:tr"]) },
  sandwich_stata = { m <- lm(groups, rows, weights = w)
    sqrt(vcovCL(m, rows$g, type = "HC1", cadjust = TRUE)["t:tr", "t:tr"]) })

# --- Group-time effects --------------------------------------------------------------------------
# The package did is not used: estimates are group means of differences, and the influence of a place
# is the derivative when its weight changes, taken by a complex step, which is exact to rounding.
set.seed(20261125)
periods <- c(2015, 2016, 2018, 2019, 2020)
start <- c(rep(2016, 5), rep(2018, 4), rep(2019, 6), rep(Inf, 9))
gt <- do.call(rbind, lapply(seq_along(start), function(i) do.call(rbind, lapply(periods, function(t) {
  n <- 1 + (i + t) %% 3
  data.frame(i = i, t = t, w = round(runif(n, .5, 3), 2), y = round(2 + .1 * i + .2 * (t - 2015) +
    (if (t >= start[i]) .5 + .1 * (t - start[i]) else 0) + rnorm(n, sd = .6), 3)) }))))
balanced <- aggregate(cbind(y, w) ~ i + t, gt, mean)
balanced$w <- round(1 + (balanced$i %% 4) / 2, 2)          # one weight a place
att <- function(d, f, notyet, universal) {                # f: a factor on the weight of each place
  m <- function(set, t) { k <- d$i %in% set & d$t == t; sum(f[d$i[k]] * d$w[k] * d$y[k]) / sum(f[d$i[k]] * d$w[k]) }
  res <- list()
  for (g in sort(unique(start[is.finite(start)]))) for (j in seq_along(periods)) {
    t <- periods[j]; last <- max(periods[periods < g])
    b <- if (t < g && !universal) { if (j == 1) next; periods[j - 1] } else last
    if (b == t) next
    tr <- which(start == g)
    co <- which(if (notyet) start > max(t, b) & start != g else is.infinite(start))
    res[[length(res) + 1]] <- list(g = g, t = t, b = b, att = m(tr, t) - m(tr, b) - m(co, t) + m(co, b))
  }
  res
}
averages <- function(d, f, notyet, universal) {
  r <- att(d, f, notyet, universal)
  g <- sapply(r, `[[`, "g"); t <- sapply(r, `[[`, "t"); a <- sapply(r, `[[`, "att"); post <- t >= g
  size <- function(k) sapply(k, function(x) sum(f[d$i] * d$w * (start[d$i] == x)))
  wm <- function(s) sum(size(g[s]) * a[s]) / sum(size(g[s]))
  e <- sort(unique(t - g)); dyn <- sapply(e, function(x) wm(t - g == x))
  gs <- sort(unique(g)); gr <- sapply(gs, function(x) mean(a[post & g == x]))
  ts <- sort(unique(t[post])); cal <- sapply(ts, function(x) wm(post & t == x))
  c(a, wm(post), mean(dyn[e >= 0]), dyn, sum(size(gs) * gr) / sum(size(gs)), gr, mean(cal), cal)
}
grouptime <- function(d, notyet, universal) {
  n <- length(start); one <- rep(1, n)
  r <- att(d, one, notyet, universal)
  value <- averages(d, one, notyet, universal)
  h <- 1e-30
  psi <- sapply(1:n, function(i) { f <- one + 0i; f[i] <- 1 + 1i * h
    Im(averages(d, f, notyet, universal)) / h })
  k <- sapply(r, `[[`, "t") < sapply(r, `[[`, "g"); pre <- value[seq_along(r)][k]
  w <- c(pre %*% solve(tcrossprod(psi[seq_along(r), ][k, , drop = FALSE]), pre))
  list(g = sapply(r, `[[`, "g"), t = sapply(r, `[[`, "t"), b = sapply(r, `[[`, "b"), value = value,
    se = sqrt(rowSums(psi^2)), wald = w, wald_df = sum(k), wald_p = pchisq(w, sum(k), lower = FALSE))
}
# The same standard errors from regressions of changes: lm(change ~ group), HC0.
hc0 <- sapply(list(c(2016, 2015, 2016), c(2016, 2015, 2020), c(2018, 2016, 2019), c(2019, 2018, 2020)),
  function(x) { s <- start %in% c(x[1], Inf)
    y <- function(t) balanced$y[balanced$t == t][order(balanced$i[balanced$t == t])]
    dy <- (y(x[3]) - y(x[2]))[s]; d <- as.numeric(start[s] == x[1])
    m <- lm(dy ~ d, weights = balanced$w[match(which(s), balanced$i)])
    c(coef(m)[[2]], sqrt(vcovHC(m, type = "HC0")[2, 2])) })
out$group_time <- list(start = ifelse(is.finite(start), start, 0), rows = as.list(gt),
  balanced = as.list(balanced), hc0 = as.list(as.data.frame(hc0)),
  rows_never = grouptime(gt, FALSE, FALSE), rows_notyet = grouptime(gt, TRUE, FALSE),
  balanced_never = grouptime(balanced, FALSE, FALSE),
  balanced_notyet = grouptime(balanced, TRUE, TRUE))

writeLines(js(list(id = "impact", versions = list(R = R.version.string,
  metafor = as.character(packageVersion("metafor")),
  clubSandwich = as.character(packageVersion("clubSandwich")),
  sandwich = as.character(packageVersion("sandwich"))), expected = out)), "impact.json")
