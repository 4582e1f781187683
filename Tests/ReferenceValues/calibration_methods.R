# Makes calibration_methods.json: every method of R's calibrate on categories and on numbers, of clusters
# with equal weights (apiclus1) and of rows in strata with unequal weights (apistrat).
source("helpers.R")
suppressMessages(library(survey))
clus <- rd("apiclus1.csv")
strat <- rd("apistrat.csv")
one <- svydesign(id = ~dnum, weights = ~pw, data = clus, fpc = ~fpc)
two <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = strat, fpc = ~fpc)
cells <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
# Totals of apipop, the file that both samples were drawn from.
numbers <- c(`(Intercept)` = 6194, comp.impYes = 4482, api99 = 3914069, meals = 297533)
st <- function(r) list(weights = as.numeric(weights(r)), mean = est(svymean(~api00 + enroll, r, na.rm = TRUE)),
  total = est(svytotal(~enroll, r, na.rm = TRUE)), ratio = est(svyratio(~api.stu, ~enroll, r, na.rm = TRUE)),
  domains = tab(svyby(~api00, ~both, r, svymean)))
cal <- function(des, formula, population, ...) { r <- tryCatch(calibrate(des, formula, population, epsilon = 1e-11, maxit = 1000, ...), error = function(e) NULL); if (is.null(r)) NULL else st(r) }
all <- function(des, formula, population, bounds) list(
  linear = cal(des, formula, population),
  raking = cal(des, formula, population, calfun = "raking"),
  logit = cal(des, formula, population, calfun = "logit", bounds = bounds),
  truncatedLinear = cal(des, formula, population, bounds = bounds),
  truncatedRaking = cal(des, formula, population, calfun = "raking", bounds = bounds))
result <- list(cells = all(one, ~stype + sch.wide, cells, c(.6, 1.8)), numbers = all(two, ~comp.imp + api99 + meals, numbers, c(.8, 1.25)))
writeLines(js(list(id = "calibration_methods", versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))),
  expected = result)), "calibration_methods.json")
