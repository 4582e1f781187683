#ifndef PERLEMOR_CBOOSTMATH_H
#define PERLEMOR_CBOOSTMATH_H

// Distribution functions of Boost.Math behind a C interface: no exception crosses it.

#ifdef __cplusplus
extern "C" {
#endif

enum {
  pboost_ok = 0,
  pboost_domain = 1,
  pboost_overflow = 2,
  pboost_evaluation = 3,
  pboost_other = 4
};

typedef struct {
  double value;
  int status;
} pboost_result;

pboost_result pboost_normal_cdf(double x);
pboost_result pboost_normal_upper(double x);
pboost_result pboost_normal_quantile(double p);
pboost_result pboost_normal_upper_quantile(double q);

pboost_result pboost_t_cdf(double x, double df);
pboost_result pboost_t_upper(double x, double df);
pboost_result pboost_t_quantile(double p, double df);
pboost_result pboost_t_upper_quantile(double q, double df);

pboost_result pboost_f_cdf(double x, double numerator, double denominator);
pboost_result pboost_f_upper(double x, double numerator, double denominator);
pboost_result pboost_f_quantile(double p, double numerator, double denominator);

pboost_result pboost_chi_squared_cdf(double x, double df);
pboost_result pboost_chi_squared_upper(double x, double df);
pboost_result pboost_chi_squared_quantile(double p, double df);

pboost_result pboost_beta_cdf(double x, double a, double b);
pboost_result pboost_beta_upper(double x, double a, double b);
pboost_result pboost_beta_quantile(double p, double a, double b);

pboost_result pboost_noncentral_t_cdf(double x, double df, double noncentrality);
pboost_result pboost_noncentral_t_upper(double x, double df, double noncentrality);
pboost_result pboost_noncentral_t_quantile(double p, double df, double noncentrality);

pboost_result pboost_noncentral_f_cdf(double x, double a, double b, double noncentrality);
pboost_result pboost_noncentral_f_upper(double x, double a, double b, double noncentrality);

pboost_result pboost_noncentral_chi_squared_cdf(double x, double df, double noncentrality);
pboost_result pboost_noncentral_chi_squared_upper(double x, double df, double noncentrality);
pboost_result pboost_noncentral_chi_squared_quantile(double p, double df, double noncentrality);

pboost_result pboost_binomial_mass(double x, double trials, double p);
pboost_result pboost_binomial_cdf(double x, double trials, double p);
pboost_result pboost_binomial_upper(double x, double trials, double p);

// Γ(x) / Γ(x + delta), without forming either.
pboost_result pboost_gamma_ratio(double x, double delta);

// The x between low and high where function(x, context) crosses zero (TOMS 748).
pboost_result pboost_root(
    double (*function)(double, void *), void *context, double low, double high);

#ifdef __cplusplus
}
#endif

#endif
