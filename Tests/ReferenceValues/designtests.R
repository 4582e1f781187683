# Makes designtests.json: tests where the shared cases have none. R survey 4.1-1 on R 4.2.2.
# Run in this folder: Rscript designtests.R
suppressMessages(library(survey))
source("helpers.R")
s <- rd("apistrat.csv"); c1 <- rd("apiclus1.csv"); c2 <- rd("apiclus2.csv")
chi <- function(...) tryCatch(ht(svychisq(...)), error = function(e) list(error = conditionMessage(e)))
st <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = s, fpc = ~fpc)
cl <- svydesign(id = ~dnum, weights = ~pw, data = c1, fpc = ~fpc)
two <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = c2)
post <- postStratify(cl, ~stype, data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)))
o <- list()
# Rank tests of three groups: R puts the degrees of freedom under "statistic", the Wald statistic under "parameter".
for (k in c("KruskalWallis", "vanderWaerden", "median")) for (D in c("st", "cl", "two")) {
  x <- svyranktest(api00 ~ stype, get(D), test = k)
  o[[paste("rank3", k, D, sep = "_")]] <- list(wald = as.numeric(x$parameter), df = as.numeric(x$statistic), ddf = as.numeric(x$ddf), p = as.numeric(x$p.value))
}
# A domain, missing answers, calibration, two stages.
c1$part <- ifelse(c1$meals > 90, NA, c1$ell)
clm <- svydesign(id = ~dnum, weights = ~pw, data = c1, fpc = ~fpc)
o$rank_domain <- ht(svyranktest(api00 ~ comp.imp, subset(cl, meals > 50)))
o$rank_missing <- ht(svyranktest(part ~ comp.imp, clm))
o$t_domain <- ht(svyttest(enroll ~ comp.imp, subset(cl, meals > 50)))
o$t_missing <- ht(svyttest(part ~ comp.imp, clm))
o$t_post <- ht(svyttest(enroll ~ comp.imp, post))
o$t_two <- ht(svyttest(enroll ~ comp.imp, two))
o$t_one_two <- ht(svyttest(I(api00 - 650) ~ 0, two))
for (k in c("F", "Chisq", "Wald", "adjWald", "saddlepoint")) {
  o[[paste0("chisq_two_", k)]] <- chi(~sch.wide + stype, two, statistic = k)
  o[[paste0("chisq_post_", k)]] <- chi(~sch.wide + comp.imp, post, statistic = k)
  o[[paste0("chisq_domain_", k)]] <- chi(~comp.imp + stype, subset(st, meals > 20), statistic = k)
}
# An empty cell, and a table of four by three.
st2 <- update(st, z = factor(ifelse(stype == "E" & sch.wide == "Yes", "a", "b")), size = cut(enroll, c(0, 250, 450, 800, 5000), labels = c("1", "2", "3", "4")))
o$z <- as.character(st2$variables$z); o$size <- as.character(st2$variables$size)
for (k in c("F", "Chisq", "Wald", "adjWald", "saddlepoint")) {
  o[[paste0("chisq_empty_", k)]] <- chi(~z + stype, st2, statistic = k)
  o[[paste0("chisq_four_", k)]] <- chi(~size + stype, st2, statistic = k)
}
# Joint hypotheses on means, by the definition with vcov().
m <- svymean(~api00 + api99 + enroll, cl, na.rm = TRUE); L <- rbind(c(1, -1, 0), c(0, 0, 1)); c0 <- c(30, 600)
W <- as.numeric(t(L %*% coef(m) - c0) %*% solve(L %*% vcov(m) %*% t(L), L %*% coef(m) - c0)); d <- degf(cl)
o$wald <- list(values = as.numeric(coef(m)), vcov = unname(vcov(m)), W = W, F = W / 2, df = d, p = pf(W / 2, 2, d, lower.tail = FALSE), adjF = W * (d - 1) / (2 * d), adjp = pf(W * (d - 1) / (2 * d), 2, d - 1, lower.tail = FALSE))
# Goodness of fit of school sizes to given shares, by the definition of Rao and Scott (1981).
for (D in c("st", "cl")) {
  E <- update(get(D), size = cut(enroll, c(0, 300, 600, 5000))); p <- c(.3, .4, .3); q <- svymean(~size, E, na.rm = TRUE); n <- nrow(E$variables); V <- vcov(q)[-1, -1]; P <- diag(p[-1]) - outer(p[-1], p[-1])
  X <- n * sum((coef(q) - p)^2 / p); ev <- Re(eigen(solve(P / n, V))$values); nd <- sum(ev)^2 / sum(ev^2); dd <- degf(E); g <- coef(q)[-1] - p[-1]; Wq <- as.numeric(t(g) %*% solve(V, g))
  o[[paste0("fit_", D)]] <- list(X2 = X, effects = ev, F = X / sum(ev), ndf = nd, ddf = nd * dd, p = pf(X / sum(ev), nd, nd * dd, lower.tail = FALSE), p1 = pchisq(X / mean(ev), 2, lower.tail = FALSE), wald = Wq / 2, waldp = pf(Wq / 2, 2, dd, lower.tail = FALSE))
}
# A quadratic form over a chi-squared: exact by simulation is in the test; whole denominators agree with pFsum.
o$pfsum <- lapply(list(c(.5, 3), c(2, 1, .2), c(1, 1, 1, 1)), function(a) list(weights = I(a), ddf = 17, x = I(c(1, 4, 9, 20)), p = I(sapply(c(1, 4, 9, 20), function(x) pFsum(x, rep(1, length(a)), a, ddf = 17, lower.tail = FALSE, method = "saddlepoint")))))
writeLines(js(list(r_code = "designtests.R", versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))), expected = o)), "designtests.json")
