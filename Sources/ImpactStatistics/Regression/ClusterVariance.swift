/// The ways of estimating the variance of coefficients when rows of a cluster go together.
///
/// With G clusters, N rows and p coefficients; uᵍ are residuals, H the hat matrix.
public enum ClusterVariance: String, Sendable, Hashable, CaseIterable {
  /// The plain sandwich, no correction (R `clubSandwich::vcovCR(type = "CR0")`).
  case cr0
  /// CR0 times G/(G − 1).
  case cr1
  /// CR0 times G(N − 1)/((G − 1)(N − p)), the correction of Stata (R `"CR1S"`).
  case cr1s
  /// The bias-reduced linearisation of Bell and McCaffrey (2002): residuals are multiplied by the
  /// inverse square root of what the fit took from them, so that the variance is unbiased where rows
  /// are independent and alike (R `"CR2"`; Pustejovsky and Tipton 2018).
  case cr2
  /// The jackknife over clusters: (I − Hᵍᵍ)⁻¹uᵍ (R `"CR3"`); errs on the wide side.
  ///
  /// Where a coefficient is of one cluster alone (its fixed effect), that coefficient is left out
  /// with the cluster; R stops there.
  case cr3
}

/// The degrees of freedom of a coefficient's test.
public enum ClusterDegreesOfFreedom: String, Sendable, Hashable, CaseIterable {
  /// Those of the χ² with the variance's mean and variance, if rows were independent and alike
  /// (R `clubSandwich::coef_test(test = "Satterthwaite")`): fewer where few clusters carry the
  /// coefficient.
  case satterthwaite
  /// G − 1 (R `test = "naive-t"`).
  case clusters
}
