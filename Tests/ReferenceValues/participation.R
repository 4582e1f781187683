# Makes participation.json, the expected values of the participation formulas: Rscript participation.R
# R 4.2, metafor 3.8, vegan 2.6; arithmetic beside it where no package has the figure.
suppressMessages({library(metafor); library(vegan)})
source("helpers.R")
out <- list()

heads <- c(120, 45, 60, 210, 33, 75, 88)
quasi <- glm(heads ~ 1, quasipoisson, control = list(epsilon = 1e-15))
even <- c(50, 51, 49, 50); calm <- glm(even ~ 1, quasipoisson, control = list(epsilon = 1e-15))
# summary.glm takes the dispersion with the weights of the last step but one (40.126783053, ours
# 40.126782884); from Pearson residuals it is exact.
pearson <- function(m) sum(residuals(m, "pearson")^2) / m$df.residual
out$rate <- list(heads = heads, poisson = as.numeric(poisson.test(sum(heads))$conf.int),
  poisson0 = as.numeric(poisson.test(0)$conf.int),
  dispersion = pearson(quasi), quasi = as.numeric(length(heads) *
    exp(coef(quasi) + c(-1, 1) * qt(.975, quasi$df.residual) * sqrt(pearson(quasi) / sum(heads)))),
  even = even, calm_dispersion = pearson(calm),
  # Less than chance: ours takes 1 where R takes the dispersion.
  calm_r = as.numeric(4 * exp(coef(calm) + c(-1, 1) * qt(.975, 3) * sqrt(vcov(calm)[1]))),
  calm_ours = as.numeric(4 * exp(coef(calm) + c(-1, 1) * qt(.975, 3) * sqrt(1 / sum(even)))))
out$reach <- list(interval = as.numeric(1000 * prop.test(36, 154, correct = FALSE)$conf.int))

# Gap: simple random samples 41 of 120 and 25 of 140; Wald, Katz and Woolf.
es <- function(m) { e <- summary(escalc(measure = m, ai = 41, bi = 79, ci = 25, di = 115))
  v <- c(e$yi, e$ci.lb, e$ci.ub); if (m == "RD") v else exp(v) }
out$gap <- list(rd = es("RD"), rr = es("RR"), or = es("OR"))
# The same with a covariance, by a numerical check of the delta method: gradient' V gradient.
p <- c(.34, .18); V <- matrix(c(.0021, .0006, .0006, .0013), 2)
g <- list(rd = c(1, -1), rr = c(1 / p[1], -1 / p[2]), or = c(1 / (p[1] * (1 - p[1])), -1 / (p[2] * (1 - p[2]))))
se <- sapply(g, function(x) sqrt(c(t(x) %*% V %*% x)))
out$gap$design <- list(rd = p[1] - p[2] + c(-1, 1) * qt(.975, 13) * se[["rd"]],
  rr = p[1] / p[2] * exp(c(-1, 1) * qt(.975, 13) * se[["rr"]]),
  or = p[1] / (1 - p[1]) / (p[2] / (1 - p[2])) * exp(c(-1, 1) * qt(.975, 13) * se[["or"]]))

# Slope and relative index of inequality: five education groups.
pop <- c(900, 1500, 2100, 1200, 600); y <- c(.18, .22, .31, .36, .45); v <- c(.0016, .0011, .0009, .0015, .003)
mid <- (cumsum(pop) - pop / 2) / sum(pop); m <- lm(y ~ mid, weights = pop)
X <- model.matrix(m); A <- solve(t(X) %*% (pop * X)) %*% t(X * pop); VB <- A %*% diag(v) %*% t(A)
b <- coef(m); gr <- c(-b[2] / b[1]^2, 1 / b[1])
out$slope <- list(pop = pop, y = y, v = v, midpoints = mid, sii = b[[2]],
  sii_ci = b[[2]] + c(-1, 1) * qnorm(.975) * sqrt(VB[2, 2]), rii = (b[[1]] + b[[2]]) / b[[1]],
  rii_ci = (b[[1]] + b[[2]]) / b[[1]] + c(-1, 1) * qnorm(.975) * sqrt(c(t(gr) %*% VB %*% gr)))

# Weighted Gini: the formula of survey::convey's svygini, and the concentration index as a covariance.
x <- c(3, 0, 7, 1, 1, 12, 0, 5); w <- c(2, 1.5, 1, 3, 2.5, .5, 4, 1); o <- order(x); r <- cumsum(w[o])
out$gini <- list(x = x, w = w, weighted = (2 * sum(w[o] * r * x[o]) - sum(w[o]^2 * x[o])) / (sum(w) * sum(w * x)) - 1)
inc <- c(10, 14, 14, 20, 21, 30, 44, 60); rk <- (rank(inc) - .5) / 8
cv <- function(a, b, w) sum(w * (a - weighted.mean(a, w)) * (b - weighted.mean(b, w))) / sum(w)
wr <- sapply(inc, function(z) (sum(w[inc < z]) + sum(w[inc == z]) / 2) / sum(w))
out$concentration <- list(income = inc, plain = 2 * cv(x, rk, rep(1, 8)) / mean(x),
  weighted = 2 * cv(x, wr, w) / weighted.mean(x, w))
# Ranked by itself, the index is the Gini coefficient.
out$concentration$self <- 2 * cv(c(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261),
  (1:10 - .5) / 10, rep(1, 10)) / mean(c(541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261))

# Haversine on 6371.0088 km: Tallinn to Helsinki, Visby to Klaipeda, and two antipodes.
hav <- function(a, b) { q <- pi / 180; d <- sin((b - a) * q / 2)^2
  2 * 6371.0088 * asin(sqrt(d[1] + cos(a[1] * q) * cos(b[1] * q) * d[2])) }
out$distance <- list(tallinn_helsinki = hav(c(59.437, 24.7536), c(60.1699, 24.9384)),
  visby_klaipeda = hav(c(57.6348, 18.2948), c(55.7033, 21.1443)), antipodes = hav(c(0, 0), c(0, 180)))

# Network of seven organisations, one alone: adjacency matrix.
E <- rbind(c(1, 2), c(1, 3), c(1, 4), c(2, 3), c(5, 6)); n <- 7; M <- matrix(0, n, n); M[E] <- 1; M <- M + t(M)
d <- rowSums(M); s <- c("a", "a", "b", "b", "c", "a", "c"); k <- s[E[, 1]] != s[E[, 2]]
B <- matrix(0, 5, 4); B[cbind(c(1, 2, 3, 1, 2, 4, 1, 5, 2, 3), c(1, 1, 1, 2, 2, 2, 3, 3, 4, 4))] <- 1; P <- B %*% t(B)
out$network <- list(density = sum(M) / (n * (n - 1)), mean_degree = mean(d), degrees = d,
  centralisation = sum(max(d) - d) / ((n - 1) * (n - 2)), cross = mean(k), ei = (sum(k) - sum(!k)) / length(k),
  ties_1 = sum(P[upper.tri(P)] >= 1), ties_2 = sum(P[upper.tri(P)] >= 2))
out$diversity <- list(counts = c(10, 20, 30, 40), shannon = diversity(c(10, 20, 30, 40)),
  pielou_of_6 = diversity(c(10, 20, 30, 40)) / log(6), simpson = diversity(c(10, 20, 30, 40), "simpson"),
  invsimpson = diversity(c(10, 20, 30, 40), "invsimpson"), unbiased = simpson.unb(c(10, 20, 30, 40)),
  hill = as.numeric(exp(renyi(c(10, 20, 30, 40), scales = c(0, .5, 1, 2, 4)))))
writeLines(js(list(id = "participation", versions = list(R = R.version.string,
  metafor = as.character(packageVersion("metafor")), vegan = as.character(packageVersion("vegan"))),
  expected = out)), "participation.json")
