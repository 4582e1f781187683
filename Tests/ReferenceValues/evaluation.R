# Makes the expected values of EvaluationTests.swift: Rscript evaluation.R
suppressMessages(library(survey)); options(digits=17)
i <- 0:39
make <- function(k) data.frame(y = (7*i + k*(i %% 5)) %% 11, s = i %% 2, age = (i %/% 2) %% 3, N = ifelse(i %% 2 == 0, 200, 120))
run <- function(d, fpc) { d$w <- d$N / 20
 des <- if (fpc) svydesign(ids=~1, strata=~s, fpc=~N, weights=~w, data=d) else svydesign(ids=~1, strata=~s, weights=~w, data=d)
 ps <- postStratify(des, ~age, data.frame(age=0:2, Freq=c(150,100,70)))
 m <- svymean(~y, ps, deff="replace"); h <- svymean(~I(as.numeric(y >= 7)), ps); print(c(coef(m), SE(m), degf(ps), coef(h), SE(h)))
 ci <- confint(svyciprop(~I(as.numeric(y >= 7)), ps, method="logit", df=degf(ps))); print(as.numeric(ci))
 g <- svymean(~y, subset(ps, s == 1)); print(c(coef(g), SE(g), degf(subset(ps, s==1)))) }
run(make(0), TRUE); run(make(3), TRUE); run(make(0), FALSE); run(make(3), FALSE)
