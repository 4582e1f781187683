# Scales and factor models beyond what one-line lavaan calls give: `Rscript psychometrics.R` in this
# folder writes psychometrics.json. lavaan 0.6-14, psych 2.2.9, survey 4.1-1 on R 4.2.2.
#
# lavaan's optimiser stops at slopes of about 1e-6, which leaves the fifth digit of a loading open, so
# each fit is polished here by Fisher scoring with lavaan's own gradient and information.
suppressMessages({library(lavaan); library(survey)})
source("helpers.R")
polish <- function(f, d) {
  for (i in 1:12) {
    K <- if (f@Model@eq.constraints) f@Model@eq.constraints.K else diag(length(coef(f)))
    I <- lavInspect(f, "information.expected"); s <- as.numeric(lavInspect(f, "gradient"))
    full <- as.numeric(coef(f, type = "free")) - as.numeric(K %*% solve(t(K) %*% I %*% K, t(K) %*% s))
    pt <- parTable(f); k <- pt$free > 0; pt$est[k] <- full[pt$free[k]]; pt$start <- pt$est; pt$ustart[k] <- NA
    f <- lavaan(pt, d, optim.method = "none", meanstructure = lavInspect(f, "options")$meanstructure,
                group = if (lavInspect(f, "ngroups") > 1) lavInspect(f, "group") else NULL)
  }
  K <- if (f@Model@eq.constraints) f@Model@eq.constraints.K else diag(length(coef(f)))
  stopifnot(max(abs(t(K) %*% as.numeric(lavInspect(f, "gradient")))) < 1e-8)
  f
}
fm <- function(f) { m <- fitMeasures(f, c("npar","fmin","chisq","df","pvalue","baseline.chisq","baseline.df","cfi","tli","rmsea","rmsea.ci.lower","rmsea.ci.upper","srmr","aic","bic","logl")); as.list(setNames(as.numeric(m), names(m))) }
pe <- function(f) { p <- as.data.frame(parameterEstimates(f, standardized = TRUE)); p <- p[, intersect(c("lhs","op","rhs","group","est","se","std.all"), names(p))]; tab(p) }
one <- function(f, d) { f <- polish(f, d); list(fit = fm(f), est = pe(f)) }
hs <- rd("HolzingerSwineford1939.csv"); bfi <- rd("bfi.csv")
m3 <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
m1 <- "g =~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9"
m4 <- "visual =~ x1 + x2 + x3 + x4"
o <- list()
o$hs <- list(one = one(cfa(m1, hs), hs), three = one(cfa(m3, hs), hs),
  three_stdlv = one(cfa(m3, hs, std.lv = TRUE), hs), visual4 = one(cfa(m4, hs), hs),
  visual4_means = one(cfa(m4, hs, meanstructure = TRUE), hs))
equal <- list(configural = NULL, metric = "loadings", scalar = c("loadings", "intercepts"), strict = c("loadings", "intercepts", "residuals"))
levels3 <- function(m, d, by) lapply(equal, function(e) one(if (is.null(e)) cfa(m, d, group = by) else cfa(m, d, group = by, group.equal = e), d))
o$invariance <- list(three_factor = levels3(m3, hs, "school"), one_factor = levels3("g =~ x4 + x5 + x6 + x1", hs, "school"))
x <- bfi[complete.cases(bfi[, c(paste0("N", 1:5), "gender")]), ]
o$invariance$neuroticism <- levels3("N =~ N1 + N2 + N3 + N4 + N5", x, "gender")
# The same persons asked twice: lavaan::PoliticalDemocracy, democracy in 1960 (y1-y4) and 1965 (y5-y8).
pd <- PoliticalDemocracy[, paste0("y", 1:8)]
write.csv(format(pd, digits = 17, trim = TRUE), "data/PoliticalDemocracy.csv", row.names = FALSE, quote = FALSE)
pd <- rd("PoliticalDemocracy.csv")
resid <- "y1 ~~ y5\ny2 ~~ y6\ny3 ~~ y7\ny4 ~~ y8\n"
L <- list(
  configural = paste0("w1 =~ y1 + y2 + y3 + y4\nw2 =~ y5 + y6 + y7 + y8\n", resid),
  metric = paste0("w1 =~ y1 + a*y2 + b*y3 + c*y4\nw2 =~ y5 + a*y6 + b*y7 + c*y8\n", resid))
means <- "y1 ~ p*1\ny5 ~ p*1\ny2 ~ q*1\ny6 ~ q*1\ny3 ~ r*1\ny7 ~ r*1\ny4 ~ s*1\ny8 ~ s*1\nw1 ~ 0*1\nw2 ~ NA*1\n"
L$scalar <- paste0(L$metric, means)
L$strict <- paste0(L$scalar, "y1 ~~ d*y1\ny5 ~~ d*y5\ny2 ~~ e*y2\ny6 ~~ e*y6\ny3 ~~ f*y3\ny7 ~~ f*y7\ny4 ~~ g*y4\ny8 ~~ g*y8\n")
o$linked <- lapply(L, function(m) one(cfa(m, pd, meanstructure = TRUE), pd))
# Omega total from the one-factor model; psych's from minres on correlations beside it.
rev <- c("A1", "C4", "C5", "E1", "E2", "O2", "O5"); for (v in rev) bfi[[v]] <- 7 - bfi[[v]]
o$omega <- list()
for (s in c("A", "C", "E", "N", "O")) {
  items <- paste0(s, 1:5); y <- bfi[complete.cases(bfi[, items]), items]
  f <- polish(cfa(paste(s, "=~", paste(items, collapse = " + ")), y, std.lv = TRUE), y); e <- lavInspect(f, "est")
  o$omega[[s]] <- list(raykov = sum(e$lambda)^2 / (sum(e$lambda)^2 + sum(e$theta)),
    psych = suppressWarnings(suppressMessages(psych::omega(y, nfactors = 1, plot = FALSE)$omega.tot)))
}
# Weighted: weights made of a public column, survey::svycralpha and svyvar.
y <- bfi[complete.cases(bfi[, paste0("A", 1:5)]), ]; y$w <- 1 + y$age / 50
des <- svydesign(ids = ~1, weights = ~w, data = y)
o$weighted <- list(alpha = as.numeric(svycralpha(~A1 + A2 + A3 + A4 + A5, des)),
  cov = unname(as.matrix(svyvar(~A1 + A2 + A3 + A4 + A5, des))[1:5, 1:5]),
  mean = as.numeric(coef(svymean(~A1 + A2 + A3 + A4 + A5, des))))
# Two items, and items that run against the others.
two <- bfi[complete.cases(bfi[, c("N1", "N2")]), c("N1", "N2")]; r <- cor(two)[1, 2]
o$two <- list(spearman_brown = 2 * r / (1 + r), alpha = psych::alpha(two, warnings = FALSE)$total$raw_alpha)
raw <- rd("bfi.csv")[, paste0("A", 1:5)]
o$unreversed <- tab(psych::alpha(raw, warnings = FALSE, check.keys = FALSE)$item.stats)
cat(paste0('{"id":"psychometrics","title":"Reliability and factor models, polished","r_code":"see psychometrics.R","expected":', js(o), "}\n"), file = "psychometrics.json")
