# Writes classical.json: classical tests, effect sizes, exact distributions, planning and Rubin's
# rules as R 4.2.2, coin, metafor, effectsize and mice have them. Run in this folder:
#   Rscript classical.R
source("helpers.R")
suppressPackageStartupMessages({ library(coin); library(metafor); library(effectsize); library(mice) })
code <- quote({
  hw_x <- c(1.83, .50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
  hw_y <- c(.878, .647, .598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
  d <- rd("sleep.csv"); x <- d$extra[d$group == 1]; y <- d$extra[d$group == 2]
  zx <- c(5, 7, 3, 6, 8, 4, 6, 7, 5, 9, 2, 6, 7, 8, 5, 3); zy <- c(5, 6, 3, 4, 8, 6, 3, 6, 4, 7, 3, 6, 4, 6, 2, 4)
  a <- c(.80, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46); b <- c(1.15, .88, .90, .74, 1.21)
  w <- function(..., conf = TRUE) ht(suppressWarnings(wilcox.test(..., conf.int = conf)))
  cp <- function(t) c(z = as.numeric(statistic(t)), p = as.numeric(pvalue(t)))
  alt <- c("two.sided", "greater", "less")
  zd <- data.frame(zx, zy); g <- data.frame(v = c(zx, zy[1:7]), g = factor(rep(c("a", "b"), c(16, 7))))
  o <- list()
  o$hw_exact <- sapply(alt, function(k) w(hw_x, hw_y, paired = TRUE, alternative = k), simplify = FALSE)
  o$hw_normal <- sapply(alt, function(k) w(hw_x, hw_y, paired = TRUE, alternative = k, exact = FALSE), simplify = FALSE)
  o$zeros_normal <- sapply(alt, function(k) w(zx, zy, paired = TRUE, alternative = k), simplify = FALSE)
  o$zeros_nocorr <- w(zx, zy, paired = TRUE, correct = FALSE)
  o$coin_pratt <- cp(wilcoxsign_test(zx ~ zy, zd)); o$coin_wilcoxon <- cp(wilcoxsign_test(zx ~ zy, zd, zero.method = "Wilcoxon"))
  o$coin_pratt_exact <- cp(wilcoxsign_test(zx ~ zy, zd, distribution = "exact"))
  o$coin_wilcoxon_exact <- cp(wilcoxsign_test(zx ~ zy, zd, distribution = "exact", zero.method = "Wilcoxon"))
  o$coin_pratt_exact_greater <- cp(wilcoxsign_test(zx ~ zy, zd, distribution = "exact", alternative = "greater"))
  o$ranksum_exact <- sapply(alt, function(k) w(a, b, alternative = k), simplify = FALSE)
  o$ranksum_shift <- w(a, b, mu = .3)
  o$ranksum_normal <- sapply(alt, function(k) w(a, b, alternative = k, exact = FALSE), simplify = FALSE)
  o$ranksum_ties <- sapply(alt, function(k) w(zx, zy[1:7], alternative = k), simplify = FALSE)
  o$coin_ranksum_exact <- cp(wilcox_test(v ~ g, g, distribution = "exact"))
  o$coin_ranksum_exact_greater <- cp(wilcox_test(v ~ g, g, distribution = "exact", alternative = "greater"))
  o$dsignrank <- lapply(1:12, function(n) dsignrank(0:(n * (n + 1) / 2), n))
  o$qsignrank <- list(n = I(c(5, 10, 20, 45)), p = I(c(.005, .025, .05, .5)), q = outer(c(5, 10, 20, 45), c(.005, .025, .05, .5), function(n, p) qsignrank(p, n)))
  o$dwilcox <- list(d53 = dwilcox(0:15, 5, 3), d47 = dwilcox(0:28, 4, 7), d1010 = dwilcox(0:100, 10, 10))
  tables <- list(c(10, 3, 9, 8), c(3, 1, 1, 3), c(0, 5, 4, 6), c(5, 0, 4, 6), c(0, 5, 5, 0), c(2, 10, 15, 3), c(120, 80, 90, 110), c(1, 0, 0, 1), c(7, 12, 0, 0), c(4, 300, 9, 250))
  o$fisher <- lapply(tables, function(t) c(list(table = t), sapply(alt, function(k) ht(fisher.test(matrix(t, 2), alternative = k)), simplify = FALSE)))
  o$fisher_or2 <- ht(fisher.test(matrix(c(10, 3, 9, 8), 2), or = 2))
  mf <- function(...) { e <- escalc(..., data = NULL); c(yi = as.numeric(e$yi), vi = as.numeric(e$vi)) }
  o$escalc <- list(
    SMD = mf("SMD", m1i = 103, sd1i = 5.5, n1i = 50, m2i = 100, sd2i = 4.5, n2i = 50),
    SMD_small = mf("SMD", m1i = 24, sd1i = 3.1, n1i = 7, m2i = 20.5, sd2i = 4.2, n2i = 5),
    SMDH = mf("SMDH", m1i = 24, sd1i = 3.1, n1i = 17, m2i = 20.5, sd2i = 4.2, n2i = 25),
    SMCC = mf("SMCC", m1i = 103, m2i = 100, sd1i = 5.5, sd2i = 7.1, ni = 50, ri = .7),
    OR = mf("OR", ai = 10, bi = 9, ci = 3, di = 8), OR0 = mf("OR", ai = 0, bi = 9, ci = 3, di = 8),
    RR = mf("RR", ai = 10, bi = 9, ci = 3, di = 8), RR0 = mf("RR", ai = 0, bi = 9, ci = 3, di = 8),
    RD = mf("RD", ai = 10, bi = 9, ci = 3, di = 8))
  o$moon <- as.list(cohens_d(c(1.73, 1.06, 2.03, 1.40, .95, 1.13, 1.41, 1.73, 1.63, 1.56), mu = 1))
  e <- expand.grid(q = c(-3, 0, 1.5, 6, 30), df = c(2, 9.5, 60, 500), ncp = c(-3, .2, 5, 25)); o$pt <- c(as.list(e), list(value = suppressWarnings(pt(e$q, e$df, e$ncp))))
  e <- expand.grid(q = c(.5, 2, 6, 30), a = c(1, 3, 12), b = c(4, 76, 400), ncp = c(0, .5, 6, 40)); o$pf <- c(as.list(e), list(value = pf(e$q, e$a, e$b, e$ncp)))
  e <- expand.grid(q = c(.5, 5, 20, 80), df = c(1, 4.5, 40), ncp = c(0, .5, 6, 40)); o$pchisq <- c(as.list(e), list(value = pchisq(e$q, e$df, e$ncp), quantile = qchisq(.9, e$df, e$ncp)))
  e <- expand.grid(x = c(0, 2, 5, 9), m = c(9, 30), n = c(12, 400), k = c(9, 15)); o$hyper <- c(as.list(e), list(d = dhyper(e$x, e$m, e$n, e$k), p = phyper(e$x, e$m, e$n, e$k), upper = phyper(e$x, e$m, e$n, e$k, lower.tail = FALSE)))
  e <- expand.grid(x = c(0, 3, 20, 49), n = c(50, 1000), p = c(0, .01, .4, 1)); o$binom <- c(as.list(e), list(d = dbinom(e$x, e$n, e$p), p_le = pbinom(e$x, e$n, e$p), upper = pbinom(e$x, e$n, e$p, lower.tail = FALSE)))
  q <- c(10, 12, 11, 13, 9); u <- c(4.0, 4.4, 3.9, 4.2, 4.1); f <- function(p) p[c("qbar", "ubar", "b", "t", "df", "r", "fmi")]
  o$pool <- list(inf = f(pool.scalar(q, u)), n101 = f(pool.scalar(q, u, n = 101, k = 1)), mice_doc = f(pool.scalar(c(-1.5457, -1.428), c(.9723^2, 1.041^2), n = 25, k = 2)), same = f(pool.scalar(c(2, 2, 2), c(1, 1.5, 1.2), n = 30, k = 1)))
  fl <- function(r) r[sapply(r, is.numeric)]
  o$power_t <- lapply(list(list(n = 12, delta = .8), list(n = 300, delta = .1, sd = .9), list(n = 40, delta = -.4), list(n = 25, delta = .5, type = "one.sample", alternative = "one.sided"), list(n = 3, delta = 2, type = "paired", strict = TRUE), list(power = .8, delta = .5, tol = 1e-12), list(power = .9, delta = 1, tol = 1e-12), list(power = .8, delta = .3, type = "paired", tol = 1e-12), list(power = .95, delta = .2, alternative = "one.sided", sig.level = .01, tol = 1e-12), list(power = .8, n = 15, tol = 1e-12)), function(k) c(list(call = deparse(k)[1]), fl(do.call(power.t.test, k))))
  o$power_prop <- lapply(list(list(n = 300, p1 = .6, p2 = .7), list(n = 300, p1 = .6, p2 = .5), list(p1 = .61, p2 = .66, power = .8, tol = 1e-12), list(p1 = .1, p2 = .05, power = .9, alternative = "one.sided", tol = 1e-12), list(n = 200, p1 = .3, power = .8, tol = 1e-12)), function(k) c(list(call = deparse(k)[1]), fl(do.call(power.prop.test, k))))
  o
})
versions <- sapply(c("coin", "metafor", "effectsize", "mice"), function(p) as.character(packageVersion(p)), simplify = FALSE)
expected <- js(eval(code))
writeLines(paste0('{"id":"classical","r_code":"see classical.R","versions":', js(c(list(R = R.version.string), versions)), ',"expected":', expected, "}"), "classical.json")
