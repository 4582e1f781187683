# Makes quantiles.json: svyquantile where the shared cases have none. R survey 4.1-1 on R 4.2.2.
# Run in this folder: Rscript quantiles.R
suppressMessages(library(survey))
source("helpers.R")
rules <- c("math", "school", "shahvaish", paste0("hf", 1:9))
ps <- c(0, .01, .1, .25, .3, .4, .45, .5, .6, .7, .75, .9, .99, 1)
# All twelve rules on small samples with ties, equal weights also against base R's quantile.
samples <- list(
  equal = list(x = c(1, 1, 2, 3, 3, 3, 7, 8), w = rep(1, 8)),
  odd = list(x = c(-2, 0, 0, 1.5, 4, 9, 9), w = rep(1, 7)),
  weighted = list(x = c(1, 1, 2, 3, 3, 3, 7, 8), w = c(1, 2, .5, 3, 1.25, .7, 2, 1.5)),
  shuffled = list(x = c(7, 3, 1, 3, 8, 2, 1, 3), w = c(2, 1.25, 2, 3, 1.5, .5, 1, .7)),
  large = list(x = c(1, 1, 2, 3, 3, 3, 7, 8), w = 10 * c(1, 2, .5, 3, 1.25, .7, 2, 1.5)),
  heavy = list(x = c(1, 2, 4, 8, 16), w = c(3, .5, 2, 1, .7)))
o <- list(probabilities = ps)
for (n in names(samples)) {
  s <- samples[[n]]
  D <- svydesign(id = ~1, weights = ~w, data = as.data.frame(s))
  r <- list(x = s$x, w = s$w)
  for (q in rules) r[[q]] <- as.numeric(coef(svyquantile(~x, D, ps, qrule = q, ci = FALSE)))
  if (all(s$w == 1)) for (t in 1:9) r[[paste0("type", t)]] <- as.numeric(quantile(s$x, ps, type = t))
  o[[paste0("sample_", n)]] <- r
}
# Intervals by every rule and method; stages; domains; calibration; df.
s <- rd("apistrat.csv"); c1 <- rd("apiclus1.csv"); c2 <- rd("apiclus2.csv")
st <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = s, fpc = ~fpc)
cl <- svydesign(id = ~dnum, weights = ~pw, data = c1, fpc = ~fpc)
two <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = c2)
pops <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
post <- postStratify(cl, ~stype, pops)
one <- function(f, D, p, ...) { q <- svyquantile(f, D, p, ...)[[1]]; list(quantile = unname(q[, 1]), low = unname(q[, 2]), high = unname(q[, 3]), se = unname(q[, 4])) }
for (q in setdiff(rules, "shahvaish")) for (it in c("mean", "beta", "xlogit", "asin"))
  o[[paste("strat", q, it, sep = "_")]] <- one(~api00, st, c(.25, .5, .9), qrule = q, interval.type = it)
for (it in c("mean", "beta", "xlogit", "asin")) {
  o[[paste("twostage", it, sep = "_")]] <- one(~api00, two, c(.25, .5, .75), interval.type = it)
  o[[paste("poststratified", it, sep = "_")]] <- one(~api00, post, c(.25, .5, .75), interval.type = it)
  o[[paste("domain", it, sep = "_")]] <- one(~enroll, subset(cl, meals > 50), c(.25, .5, .75), interval.type = it)
  o[[paste("normal90", it, sep = "_")]] <- one(~api00, st, .5, interval.type = it, df = Inf, alpha = .1)
}
# Replicates of the share at or below.
rc <- as.svrepdesign(cl); rs <- as.svrepdesign(st)
for (it in c("mean", "beta", "xlogit", "asin")) {
  o[[paste("jk1", it, sep = "_")]] <- one(~api00, rc, c(.25, .5, .75), interval.type = it)
  o[[paste("jkn", it, sep = "_")]] <- one(~enroll, rs, c(.25, .5, .75), interval.type = it)
}
# Ends that the data do not reach, and missing answers.
small <- data.frame(x = c(1, 2, 3, 4, 5, 6, 7, 8, 9, NA, 3, 4), w = c(1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1), g = rep(1:3, each = 4))
sm <- svydesign(id = ~1, strata = ~g, weights = ~w, data = small)
o$small <- c(as.list(small), list(probabilities = c(.25, .5, .9)))
for (it in c("mean", "beta", "xlogit", "asin")) o[[paste0("small_", it)]] <- one(~x, sm, c(.25, .5, .9), interval.type = it, na.rm = TRUE)
# The change of a median: the shares at or below each group's own median and their covariance.
change <- function(D, y, g) {
  v <- D$variables; m <- sapply(c("No", "Yes"), function(l) coef(svyquantile(as.formula(paste0("~", y)), D[v[[g]] == l, ], .5, ci = FALSE))[1])
  D <- update(D, below = as.numeric(v[[y]] <= m[ifelse(v[[g]] == "Yes", 2, 1)]))
  b <- svyby(~below, as.formula(paste0("~", g)), D, svymean, covmat = TRUE)
  q <- lapply(c("No", "Yes"), function(l) svyquantile(as.formula(paste0("~", y)), D[v[[g]] == l, ], .5)[[1]])
  slope <- sapply(1:2, function(i) q[[i]][1, 4] / SE(b)[i]); V <- unname(vcov(b)); S <- diag(slope) %*% V %*% diag(slope)
  d <- m[2] - m[1]; variance <- S[1, 1] + S[2, 2] - 2 * S[1, 2]; df <- degf(D)
  list(medians = unname(m), shares = unname(coef(b)), covariance = S[1, 2], difference = unname(d), se = sqrt(variance), df = df, p = unname(2 * pt(-abs(d / sqrt(variance)), df)))
}
o$change_clusters <- change(cl, "api00", "sch.wide")
o$change_strata <- change(st, "enroll", "comp.imp")
writeLines(js(list(r_code = "quantiles.R", versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))), expected = o)), "quantiles.json")
