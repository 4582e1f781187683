# Makes replicates.json and data/pairs.csv: balanced replicates of strata of two units, where the choice of the
# Hadamard matrix matters for ratios, and the jackknife of changes between waves.
source("helpers.R")
suppressMessages(library(survey))
i <- 0:91
# R takes strata in the order of their names as text, hence two digits.
pairs <- data.frame(stratum = 10 + i %/% 4, unit = (i %/% 2) %% 2, w = 1 + (7 * i) %% 5, x = 3 + (11 * i + i^2) %% 17, y = 1 + (5 * i + i^2) %% 13)
write.csv(pairs, "data/pairs.csv", row.names = FALSE, quote = FALSE)
balanced <- function(h, type, mse) {
  d <- svydesign(id = ~unit, strata = ~stratum, weights = ~w, data = subset(pairs, stratum < 10 + h), nest = TRUE)
  r <- if (type == "BRR") as.svrepdesign(d, type = "BRR", mse = mse) else as.svrepdesign(d, type = "Fay", fay.rho = .25, mse = mse)
  list(strata = h, type = type, mse = as.numeric(mse), replicates = ncol(weights(r, "analysis")), degf = degf(r), scale = r$scale,
    ratio = as.numeric(SE(svyratio(~y, ~x, r))), mean = as.numeric(SE(svymean(~y, r))), total = as.numeric(SE(svytotal(~y, r))))
}
cases <- list()
for (h in c(3, 5, 11, 15, 19, 23)) for (type in c("BRR", "Fay")) for (mse in c(FALSE, TRUE)) cases <- c(cases, list(balanced(h, type, mse)))
d <- rd("cohort_16mun.csv")
d <- subset(d, municipality %in% sort(unique(municipality))[1:3])
d$trust <- ifelse(d$t1 <= 10, d$t1, NA)
d$yes <- ifelse(d$p1 <= 2, as.numeric(d$p1 == 1), NA)
r <- as.svrepdesign(svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = d), type = "JKn")
changes <- list(replicates = ncol(weights(r, "analysis")), degf = degf(r))
for (v in c("trust", "yes")) {
  f <- as.formula(paste0("~", v))
  s <- svyby(f, ~wave + municipality, r[!is.na(d[[v]]), ], svymean, covmat = TRUE)
  changes[[v]] <- lapply(0:2, function(k) {
    a <- rep(0, 6); a[2 * k + 1] <- 1; a[2 * k + 2] <- -1  # "after" comes first
    c <- svycontrast(s, a)
    list(means = as.numeric(coef(s))[2 * k + 2:1], se = as.numeric(SE(s))[2 * k + 2:1], change = as.numeric(coef(c)), error = as.numeric(SE(c)))
  })
}
writeLines(js(list(id = "replicates", versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))),
  expected = list(balanced = cases, changes = changes))), "replicates.json")
