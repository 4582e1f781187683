# Satterthwaite degrees of freedom of a cluster-robust variance under an exchangeable working
# covariance, row by row with whole matrices, and by clubSandwich where it can say the same.
# Run in this folder: Rscript fewclusters.R > fewclusters.json
suppressMessages({library(clubSandwich); library(jsonlite)})

# z = L y are the linearised sums of units, V = z'Mz, y has the covariance O.
df_rows <- function(y_waves, w, psu, stratum, rho, sampled, fpc = NULL) {
  u <- sort(unique(psu)); k <- length(u); n <- length(w)
  B <- outer(u, psu, "==") * 1
  L <- matrix(0, k, n)
  for (g in seq_along(y_waves)) {
    wg <- ifelse(y_waves[[g]], w, 0); W <- sum(wg)
    sign <- if (g == 1 && length(y_waves) == 2) -1 else 1
    L <- L + sign * (B %*% diag(wg) - (B %*% wg) %*% t(wg) / W) / W
  }
  # Waves of one unit are independent of each other.
  wave <- if (length(y_waves) == 2) ifelse(y_waves[[1]], 1, 2) else rep(1, n)
  O <- outer(paste(psu, wave), paste(psu, wave), "==") * rho; diag(O) <- 1
  h <- stratum[match(u, psu)]
  M <- matrix(0, k, k)
  for (s in unique(h)) {
    i <- which(h == s); ns <- sampled[[as.character(s)]]
    f <- if (is.null(fpc)) 0 else ns / fpc[[as.character(s)]]
    M[i, i] <- (1 - f) * ns / (ns - 1) * (diag(length(i)) - 1 / ns)
  }
  A <- M %*% L %*% O %*% t(L)
  sum(diag(A))^2 / sum(A * t(A))
}

# The same of one stratum: the mean of the means of units, weighted by their weights.
df_club <- function(w, psu, rho) {
  d <- data.frame(w = tapply(w, psu, sum), q = tapply(w^2, psu, sum))
  d$m <- rnorm(nrow(d)); d$u <- seq_len(nrow(d))
  fit <- lm(m ~ 1, weights = w, data = d)
  v <- vcovCR(fit, cluster = d$u, type = "CR0",
              target = ((1 - rho) * d$q + rho * d$w^2) / d$w^2)
  coef_test(fit, v, test = "Satterthwaite")$df[1]
}

# Intraclass correlation of a one-way analysis of variance within strata, unequal units.
icc <- function(y, psu, stratum = rep(1, length(y))) {
  a <- anova(if (length(unique(stratum)) > 1) lm(y ~ factor(stratum) + factor(psu)) else
             lm(y ~ factor(psu)))
  r <- nrow(a); msb <- a[r - 1, 3]; msw <- a[r, 3]
  n <- tapply(y, psu, length); h <- tapply(stratum, psu, function(x) x[1])
  n0 <- (length(y) - sum(tapply(n^2, h, sum) / tapply(n, h, sum))) / a[r - 1, 1]
  (msb - msw) / (msb + (n0 - 1) * msw)
}

rhos <- c(0, .05, .25, 1)
c1 <- read.csv("data/apiclus1.csv")
one <- rep(1, nrow(c1)); all <- list(rep(TRUE, nrow(c1)))
E <- c1$stype == "E"
out <- list(
  rho = rhos,
  apiclus1 = sapply(rhos, function(r) df_rows(all, c1$pw, c1$dnum, one, r, list(`1` = 15))),
  apiclus1_clubSandwich = sapply(rhos, function(r) df_club(c1$pw, c1$dnum, r)),
  apiclus1_E_units = length(unique(c1$dnum[E])),
  apiclus1_E = sapply(rhos, function(r)
    df_rows(list(rep(TRUE, sum(E))), c1$pw[E], c1$dnum[E], one[E], r, list(`1` = 15))),
  icc_api00 = icc(c1$api00, c1$dnum), icc_ell = icc(c1$ell, c1$dnum),
  icc_schwide = icc((c1$sch.wide == "Yes") * 1, c1$dnum))
d <- read.csv("data/cohort_16mun.csv"); d <- d[d$municipality == 1008, ]
n <- as.list(tapply(d$psu, d$stratum, function(x) length(unique(x))))
before <- d$wave == "before"
N <- list(`1008-1` = 20, `1008-2` = 9, `1008-3` = 400)
b <- d[before, ]
nb <- as.list(tapply(d$psu, d$stratum, function(x) length(unique(x))))
out$cohort_1008_before <- sapply(rhos, function(r)
  df_rows(list(rep(TRUE, nrow(b))), b$weight, b$psu, b$stratum, r, nb))
out$cohort_1008_before_fpc <- sapply(rhos, function(r)
  df_rows(list(rep(TRUE, nrow(b))), b$weight, b$psu, b$stratum, r, nb, N))
out$cohort_1008_change <- sapply(rhos, function(r)
  df_rows(list(before, !before), d$weight, d$psu, d$stratum, r, n))
out$cohort_1008_icc_unweighted <- icc(b$b1, b$psu, b$stratum)
out$t <- qt(.975, out$apiclus1)
cat(toJSON(list(
  id = "fewclusters", r_code = "see fewclusters.R",
  versions = list(R = R.version.string, clubSandwich = as.character(packageVersion("clubSandwich"))),
  expected = out), digits = I(17), auto_unbox = TRUE, pretty = TRUE), "\n")
