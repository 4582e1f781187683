#include "CBoostMath.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/distributions/non_central_f.hpp>
#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/roots.hpp>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace {

using boost::math::beta_distribution;
using boost::math::binomial_distribution;
using boost::math::chi_squared_distribution;
using boost::math::complement;
using boost::math::fisher_f_distribution;
using boost::math::non_central_chi_squared_distribution;
using boost::math::non_central_f_distribution;
using boost::math::non_central_t_distribution;
using boost::math::normal_distribution;
using boost::math::students_t_distribution;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class Function>
pboost_result guarded(Function function) noexcept {
  try {
    return {static_cast<double>(function()), pboost_ok};
  } catch (const std::domain_error &) {
    return {not_a_number, pboost_domain};
  } catch (const std::overflow_error &) {
    return {std::numeric_limits<double>::infinity(), pboost_overflow};
  } catch (const boost::math::evaluation_error &) {
    return {not_a_number, pboost_evaluation};
  } catch (...) {
    return {not_a_number, pboost_other};
  }
}

}  // namespace

pboost_result pboost_normal_cdf(double x) {
  return guarded([=] { return cdf(normal_distribution<double>(), x); });
}
pboost_result pboost_normal_upper(double x) {
  return guarded([=] { return cdf(complement(normal_distribution<double>(), x)); });
}
pboost_result pboost_normal_quantile(double p) {
  return guarded([=] { return quantile(normal_distribution<double>(), p); });
}
pboost_result pboost_normal_upper_quantile(double q) {
  return guarded([=] { return quantile(complement(normal_distribution<double>(), q)); });
}

pboost_result pboost_t_cdf(double x, double df) {
  return guarded([=] { return cdf(students_t_distribution<double>(df), x); });
}
pboost_result pboost_t_upper(double x, double df) {
  return guarded([=] { return cdf(complement(students_t_distribution<double>(df), x)); });
}
pboost_result pboost_t_quantile(double p, double df) {
  // Intervals ask for thousands; in double rather than long double a search takes a third of the time.
  using namespace boost::math::policies;
  using in_double = policy<promote_double<false>>;
  return guarded([=] { return quantile(students_t_distribution<double, in_double>(df), p); });
}
pboost_result pboost_t_upper_quantile(double q, double df) {
  return guarded([=] { return quantile(complement(students_t_distribution<double>(df), q)); });
}

pboost_result pboost_f_cdf(double x, double a, double b) {
  return guarded([=] { return cdf(fisher_f_distribution<double>(a, b), x); });
}
pboost_result pboost_f_upper(double x, double a, double b) {
  return guarded([=] { return cdf(complement(fisher_f_distribution<double>(a, b), x)); });
}
pboost_result pboost_f_quantile(double p, double a, double b) {
  return guarded([=] { return quantile(fisher_f_distribution<double>(a, b), p); });
}

pboost_result pboost_chi_squared_cdf(double x, double df) {
  return guarded([=] { return cdf(chi_squared_distribution<double>(df), x); });
}
pboost_result pboost_chi_squared_upper(double x, double df) {
  return guarded([=] { return cdf(complement(chi_squared_distribution<double>(df), x)); });
}
pboost_result pboost_chi_squared_quantile(double p, double df) {
  return guarded([=] { return quantile(chi_squared_distribution<double>(df), p); });
}

pboost_result pboost_beta_cdf(double x, double a, double b) {
  return guarded([=] { return cdf(beta_distribution<double>(a, b), x); });
}
pboost_result pboost_beta_upper(double x, double a, double b) {
  return guarded([=] { return cdf(complement(beta_distribution<double>(a, b), x)); });
}
pboost_result pboost_beta_quantile(double p, double a, double b) {
  return guarded([=] { return quantile(beta_distribution<double>(a, b), p); });
}

pboost_result pboost_noncentral_t_cdf(double x, double df, double delta) {
  return guarded([=] { return cdf(non_central_t_distribution<double>(df, delta), x); });
}
pboost_result pboost_noncentral_t_upper(double x, double df, double delta) {
  return guarded([=] { return cdf(complement(non_central_t_distribution<double>(df, delta), x)); });
}
pboost_result pboost_noncentral_t_quantile(double p, double df, double delta) {
  return guarded([=] { return quantile(non_central_t_distribution<double>(df, delta), p); });
}

pboost_result pboost_noncentral_f_cdf(double x, double a, double b, double lambda) {
  return guarded([=] { return cdf(non_central_f_distribution<double>(a, b, lambda), x); });
}
pboost_result pboost_noncentral_f_upper(double x, double a, double b, double lambda) {
  return guarded(
      [=] { return cdf(complement(non_central_f_distribution<double>(a, b, lambda), x)); });
}

pboost_result pboost_noncentral_chi_squared_cdf(double x, double df, double lambda) {
  return guarded([=] { return cdf(non_central_chi_squared_distribution<double>(df, lambda), x); });
}
pboost_result pboost_noncentral_chi_squared_upper(double x, double df, double lambda) {
  return guarded(
      [=] { return cdf(complement(non_central_chi_squared_distribution<double>(df, lambda), x)); });
}
pboost_result pboost_noncentral_chi_squared_quantile(double p, double df, double lambda) {
  return guarded(
      [=] { return quantile(non_central_chi_squared_distribution<double>(df, lambda), p); });
}

pboost_result pboost_binomial_mass(double x, double trials, double p) {
  return guarded([=] { return pdf(binomial_distribution<double>(trials, p), x); });
}
pboost_result pboost_binomial_cdf(double x, double trials, double p) {
  return guarded([=] { return cdf(binomial_distribution<double>(trials, p), x); });
}
pboost_result pboost_binomial_upper(double x, double trials, double p) {
  return guarded([=] { return cdf(complement(binomial_distribution<double>(trials, p), x)); });
}

pboost_result pboost_gamma_ratio(double x, double delta) {
  return guarded([=] { return boost::math::tgamma_delta_ratio(x, delta); });
}

pboost_result pboost_root(
    double (*function)(double, void *), void *context, double low, double high) {
  return guarded([=] {
    std::uintmax_t steps = 200;
    const auto ends = boost::math::tools::toms748_solve(
        [=](double x) { return function(x, context); }, low, high,
        boost::math::tools::eps_tolerance<double>(std::numeric_limits<double>::digits), steps);
    return ends.first + (ends.second - ends.first) / 2;
  });
}
