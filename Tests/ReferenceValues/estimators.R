# Expected values of ratios, standard deviations, contrasts, design effects, single units in domains,
# certainty units and weights of zero, by R survey 4.1-1. Run in this folder:
#   Rscript estimators.R
suppressMessages(library(survey))
source("helpers.R")
clus1 <- rd("apiclus1.csv"); strat <- rd("apistrat.csv"); srs <- rd("apisrs.csv"); clus2 <- rd("apiclus2.csv")
lonely <- rd("lonely.csv"); cohort <- rd("cohort_16mun.csv")
strat$wave <- (seq_len(nrow(strat)) - 1) %% 2; clus1$wave <- (seq_len(nrow(clus1)) - 1) %% 2
designs <- list(
  apiclus1 = svydesign(id = ~dnum, weights = ~pw, data = clus1, fpc = ~fpc),
  apistrat = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat, fpc = ~fpc),
  apisrs = svydesign(id = ~1, weights = ~pw, data = srs, fpc = ~fpc),
  apiclus2 = svydesign(id = ~dnum + snum, data = clus2, fpc = ~fpc1 + fpc2))
o <- list()

# Ratios of totals, in domains, with design effects
for (n in names(designs)) { d <- designs[[n]]; r <- list()
  for (s in c("E", "H", "M")) { x <- subset(d, stype == s); k <- subset(x, !is.na(enroll) & !is.na(api.stu))
    q <- svyratio(~api.stu, ~enroll, k, deff = "replace"); q1 <- svyratio(~api.stu, ~enroll, k, deff = TRUE)
    r[[s]] <- c(est(q, degf(k)), list(deff_replace = as.numeric(deff(q)), deff_wor = as.numeric(deff(q1)))) }
  o[[paste0("ratio_", n)]] <- r }

# Variances and standard deviations, in domains
for (n in names(designs)) { d <- designs[[n]]; r <- list()
  for (v in c("api00", "enroll")) for (s in c("E", "H", "M")) {
    x <- subset(d, stype == s); x <- x[!is.na(x$variables[[v]]), ]
    V <- svyvar(as.formula(paste0("~", v)), x); names(V) <- "y"; S <- svycontrast(V, quote(sqrt(y)))
    r[[paste(v, s)]] <- list(var = as.numeric(coef(V)), var_se = as.numeric(SE(V)), sd = as.numeric(coef(S)), sd_se = as.numeric(SE(S)), df = degf(x)) }
  o[[paste0("sd_", n)]] <- r }

# Means of several variables, their totals and shares of a factor: full covariance
for (n in names(designs)) { d <- designs[[n]]
  o[[paste0("joint_", n)]] <- list(
    mean = est(svymean(~api00 + api99 + meals, d)), total = est(svytotal(~api00 + api99 + meals, d)),
    factor = est(svymean(~factor(stype), d)),
    log_ratio = est(svycontrast(svymean(~api00 + api99, d), quote(log(api00 / api99))), degf(d)),
    ratio_of_means = est(svycontrast(svymean(~api00 + api99, d), quote(api00 / api99))),
    growth_sum = est(svycontrast(svymean(~api00 + api99 + meals, d), c(1, -1, 0.5)), degf(d))) }
# Wave by domain: contrasts of means, difference of changes, relative change
for (n in c("apiclus1", "apistrat")) { d <- designs[[n]]
  b <- svyby(~api00, ~wave + comp.imp, d, svymean, covmat = TRUE); df <- degf(d)
  names4 <- c("u1", "u2", "u3", "u4"); s <- structure(coef(b), var = vcov(b), statistic = "mean", class = "svystat"); names(s) <- names4; dimnames(attr(s, "var")) <- list(names4, names4)
  o[[paste0("waves_", n)]] <- list(est = as.numeric(coef(b)), vcov = unname(vcov(b)),
    change_yes = est(svycontrast(b, c(0, 0, -1, 1)), df), did = est(svycontrast(b, c(1, -1, -1, 1)), df),
    log_ratio_yes = est(svycontrast(s, quote(log(u4 / u3))), df), relative_yes = est(svycontrast(s, quote(u4 / u3 - 1)))) 
  t <- svyby(~enroll, ~wave + comp.imp, subset(d, !is.na(enroll)), svytotal, covmat = TRUE)
  o[[paste0("wave_totals_", n)]] <- list(est = as.numeric(coef(t)), vcov = unname(vcov(t)), did = est(svycontrast(t, c(1, -1, -1, 1)), degf(subset(d, !is.na(enroll))))) }
# The difference of changes of two municipalities in the standard job
for (t in paste0("t", 1:4)) { x <- cohort[[t]]; x[x > 10] <- NA; cohort[[t]] <- x }
cohort$wave <- factor(cohort$wave, levels = c("before", "after"))
des <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = cohort)
x <- subset(des, !is.na(t1) & municipality %in% c(1001, 1103))
b <- svyby(~t1, ~wave + municipality, x, svymean, covmat = TRUE)
o$cohort_did <- est(svycontrast(b, c(-1, 1, 1, -1)), degf(x))

# Design effects: Kish, with and without replacement
for (n in names(designs)) { d <- subset(designs[[n]], stype != "H"); w <- weights(d); w <- w[w > 0]
  o[[paste0("deff_", n)]] <- list(kish = length(w) * sum(w^2) / sum(w)^2,
    replace = as.numeric(deff(svymean(~api00, d, deff = "replace"))), wor = as.numeric(deff(svymean(~api00, d, deff = TRUE))),
    total_replace = as.numeric(deff(svytotal(~api00, d, deff = "replace")))) }

# Strata with one unit in a domain, designs with rows as units and with two stages
h <- data.frame(h = c(1, 1, 1, 2, 2, 2, 3, 3, 4), y = c(3, 1, 4, 1, 5, 9, 2, 6, 5), w = c(2, 1, 3, 2, 2, 1, 4, 1, 2), N = c(9, 9, 9, 8, 8, 8, 20, 20, 6), g = c(1, 1, 0, 1, 0, 0, 1, 1, 1))
two <- data.frame(h = c(1, 1, 1, 1, 1, 2, 2, 2, 2, 2), c = c(1, 1, 2, 2, 3, 4, 4, 5, 5, 5), k = 1:10, y = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3), w = c(2, 1, 3, 2, 2, 1, 4, 1, 2, 3), N1 = c(7, 7, 7, 7, 7, 9, 9, 9, 9, 9), N2 = c(5, 5, 6, 6, 4, 8, 8, 9, 9, 9), g = c(1, 1, 1, 0, 0, 1, 0, 0, 0, 0))
for (lp in c("certainty", "remove", "adjust", "average")) for (dl in c(FALSE, TRUE)) { options(survey.lonely.psu = lp, survey.adjust.domain.lonely = dl)
  key <- paste0(lp, if (dl) "_domain")
  d <- svydesign(id = ~1, strata = ~h, weights = ~w, fpc = ~N, data = h); s <- subset(d, g == 1)
  e <- svydesign(id = ~c + k, strata = ~h, weights = ~w, fpc = ~N1 + N2, data = two); u <- subset(e, g == 1)
  o$lonely[[key]] <- suppressWarnings(list(rows_mean = est(svymean(~y, s), degf(s)), rows_total = est(svytotal(~y, s)), stages_mean = est(svymean(~y, u), degf(u)), stages_total = est(svytotal(~y, u)))) }
options(survey.lonely.psu = "fail", survey.adjust.domain.lonely = FALSE)

# Units taken with certainty: each is a stratum of its own, its units of the next stage are the PSUs
z <- data.frame(h = c(1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2), c = c(1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5), k = 1:11, y = c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5), w = c(2, 2, 2, 3, 3, 4, 3, 2, 1, 2, 3), certain = c(1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0), N1 = c(rep(6, 7), rep(4, 4)), N2 = c(7, 7, 7, 6, 6, 5, 5, 8, 8, 9, 9))
z$H <- ifelse(z$certain == 1, paste("own", z$c), z$h); z$C <- ifelse(z$certain == 1, paste("k", z$k), paste("c", z$c)); z$K <- z$k
z$F1 <- ifelse(z$certain == 1, z$N2, z$N1); z$F2 <- ifelse(z$certain == 1, 1, z$N2)
d <- svydesign(id = ~C + K, strata = ~H, weights = ~w, fpc = ~F1 + F2, data = z); e <- svydesign(id = ~C, strata = ~H, weights = ~w, data = z)
o$certain <- list(mean = est(svymean(~y, d), degf(d)), total = est(svytotal(~y, d), degf(d)), one_stage_mean = est(svymean(~y, e), degf(e)), one_stage_total = est(svytotal(~y, e), degf(e)))
# A stratum taken whole beside one that is sampled
w1 <- data.frame(h = c(1, 1, 1, 2, 2, 2), y = c(3, 1, 4, 1, 5, 9), w = c(1, 1, 1, 4, 4, 4), N = c(3, 3, 3, 12, 12, 12))
d <- svydesign(id = ~1, strata = ~h, weights = ~w, fpc = ~N, data = w1); o$taken_whole <- list(mean = est(svymean(~y, d), degf(d)), h1 = est(svymean(~y, subset(d, h == 1)), 2))

# Weights of zero
q <- data.frame(h = c(1, 1, 1, 1, 2, 2, 2), c = c(1, 2, 3, 4, 5, 6, 6), y = c(3, 1, 4, 1, 5, 9, 2), w = c(2, 0, 3, 2, 1, 0, 4))
for (i in c("c", "1")) { d <- svydesign(id = as.formula(paste0("~", i)), strata = ~h, weights = ~w, data = q); k <- if (i == "c") "clusters" else "rows"
  o$zero[[k]] <- list(mean = est(svymean(~y, d), degf(d)), total = est(svytotal(~y, d), degf(d)), deff = as.numeric(deff(svymean(~y, d, deff = "replace"))), var = est(svyvar(~y, d))) }

# Intervals of shares in domains
for (n in c("apiclus1", "apistrat")) for (s in c("E", "H", "M")) for (m in c("beta", "xlogit", "asin", "mean")) { x <- subset(designs[[n]], stype == s)
  ci <- svyciprop(~I(comp.imp == "Yes"), x, method = m); o$interval[[length(o$interval) + 1]] <- list(design = n, stype = s, method = m, df = degf(x), p = as.numeric(ci), lo = as.numeric(confint(ci)[1]), hi = as.numeric(confint(ci)[2])) }

# Covariances of statistics that svyby has no covmat for, from their influences: svytotal of the columns
influence <- function(d, kind, v, inside, den = NULL) { w <- weights(d); y <- d$variables[[v]]; x <- if (is.null(den)) 1 else d$variables[[den]]
  i <- inside & !is.na(y) & !is.na(x); y[!i] <- 0; n <- sum(i & w > 0); W <- sum(w[i])
  if (kind == "mean") return(list(sum(w * y) / W, ifelse(i, (y - sum(w * y) / W) / W, 0)))
  if (kind == "ratio") { x[!i] <- 0; D <- sum(w * x); R <- sum(w * y) / D; return(list(R, ifelse(i, (y - R * x) / D, 0))) }
  m <- sum(w * y) / W; e <- ifelse(i, (y - m)^2, 0) * n / (n - 1); V <- sum(w * e) / W
  list(sqrt(V), ifelse(i, (e - V) / W, 0) / (2 * sqrt(V))) }
joint <- function(d, parts) { z <- sapply(parts, function(p) p[[2]]); colnames(z) <- paste0("z", seq_along(parts)); dz <- d; dz$variables <- cbind(d$variables, z)
  list(est = sapply(parts, function(p) p[[1]]), vcov = unname(as.matrix(vcov(svytotal(as.formula(paste("~", paste(colnames(z), collapse = "+"))), dz))))) }
margin <- data.frame(comp.imp = c("No", "Yes"), Freq = c(2000, 4194))
for (n in c("apiclus1", "apistrat")) for (cal in c("", "_post")) {
  d <- if (cal == "") designs[[n]] else postStratify(designs[[n]], ~comp.imp, margin)
  E <- d$variables$stype == "E"; A <- rep(TRUE, length(E))
  o[[paste0("influences_", n, cal)]] <- joint(d, list(influence(d, "sd", "api00", E), influence(d, "sd", "api00", !E), influence(d, "mean", "api00", E), influence(d, "mean", "meals", E), influence(d, "ratio", "api.stu", E, "enroll"), influence(d, "mean", "enroll", E & !is.na(d$variables$api.stu)))) }
for (n in c("apiclus1", "apistrat")) { d <- postStratify(designs[[n]], ~comp.imp, margin)
  o[[paste0("post_", n)]] <- list(mean = est(svymean(~api00 + meals, d)), ratio = est(svyratio(~api.stu, ~enroll, subset(d, !is.na(enroll)))), var = est(svyvar(~api00, d)),
    by = joint(d, lapply(c("E", "H", "M"), function(s) influence(d, "mean", "api00", d$variables$stype == s))), factor = est(svymean(~factor(stype), d))) }

# NHANES: two PSUs in most strata, unequal weights
nh <- rd("nhanes.csv"); d <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nh); x <- subset(d, !is.na(HI_CHOL))
b <- svyby(~HI_CHOL, ~race, x, svymean, covmat = TRUE); s <- subset(x, race == 2)
m <- svymean(~HI_CHOL, x, deff = TRUE); r <- svymean(~HI_CHOL, x, deff = "replace"); w <- weights(x)
o$nhanes <- list(degf = degf(d), mean = est(m, degf(x)), deff_replace = as.numeric(deff(r)), kish = length(w) * sum(w^2) / sum(w)^2, by = list(est = as.numeric(coef(b)), vcov = unname(vcov(b))),
  contrast = est(svycontrast(b, c(1, -1, 0.5, -0.5)), degf(x)), ages = est(svymean(~factor(agecat), d), degf(d)), ages_levels = levels(factor(nh$agecat)),
  intervals = lapply(c("beta", "xlogit", "asin", "mean"), function(k) { ci <- svyciprop(~HI_CHOL, s, method = k); list(method = k, df = degf(s), p = as.numeric(ci), lo = as.numeric(confint(ci)[1]), hi = as.numeric(confint(ci)[2])) }))

# Three stages with population sizes at each; strata, domain, ratio
set.seed(7); g <- expand.grid(t = 1:2, s = 1:2, c = 1:3, h = 1:2); g$id1 <- 10 * g$h + g$c; g$id2 <- 100 * g$id1 + g$s; g$id3 <- 10 * g$id2 + g$t
g$n1 <- ifelse(g$h == 1, 8, 5); g$n2 <- 4 + g$c; g$n3 <- 3 + (g$id2 %% 3); g$y <- round(rnorm(24, 20, 6), 2); g$x <- round(runif(24, 5, 9), 2); g$inside <- as.integer(runif(24) < 0.6)
write.csv(g, "data/three_stages.csv", row.names = FALSE); g <- rd("three_stages.csv")
d <- svydesign(id = ~id1 + id2 + id3, strata = ~h, fpc = ~n1 + n2 + n3, data = g); s <- subset(d, inside == 1)
o$three_stages <- list(mean = est(svymean(~y, d), degf(d)), total = est(svytotal(~y, d), degf(d)), domain = est(svymean(~y, s), degf(s)), ratio = est(svyratio(~y, ~x, s), degf(s)), both = est(svymean(~y + x, d)), weights = as.numeric(weights(d)))

writeLines(paste0('{"r_code":"Tests/ReferenceValues/estimators.R","versions":{"R":"', getRversion(), '","survey":"', packageVersion("survey"), '"},"expected":', js(o), "}"), "estimators.json")
