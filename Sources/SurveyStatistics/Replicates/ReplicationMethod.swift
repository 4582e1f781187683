/// How replicates are made from a design.
public enum ReplicationMethod: Sendable, Hashable {
  /// Leaves out one unit after the other: `jackknife1` where there is one stratum, else
  /// `jackknifeStratified`.
  case jackknife
  /// Leaves out one unit after the other, the others times n/(n − 1); for one stratum.
  ///
  /// R: `as.svrepdesign(type = "JK1")`; scale (n − 1)/n · (1 − n/N).
  case jackknife1
  /// Leaves out one unit after the other, the others of its stratum times n_h/(n_h − 1).
  ///
  /// R: `as.svrepdesign(type = "JKn")`; the scale of each replicate is
  /// (n_h − 1)/n_h · (1 − n_h/N_h).
  case jackknifeStratified
  /// Half samples of two units a stratum, balanced by a Hadamard matrix (McCarthy 1969).
  ///
  /// R: `as.svrepdesign(type = "BRR")`; scale 1/R.
  case balanced
  /// Balanced replicates with factors 2 − ρ and ρ instead of 2 and 0 (Fay; Judkins 1990).
  ///
  /// R: `as.svrepdesign(type = "Fay", fay.rho = ρ)`; scale 1/(R (1 − ρ)²).
  case fay(rho: Double)
  /// Draws units with replacement within strata; the seed decides the draws.
  case bootstrap(Bootstrap, replicates: Int, seed: UInt64)

  /// The ways of drawing a bootstrap sample of units.
  public enum Bootstrap: Sendable, Hashable {
    /// n_h units with replacement or, in a finite population, n_h without replacement from the
    /// sample copied up to N_h units (Canty and Davison 1999).
    ///
    /// R: `as.svrepdesign(type = "bootstrap")`, `bootweights`; scale n̄/(n̄ − 1)/(R − 1) with the
    /// harmonic mean n̄ of the numbers of units of the strata.
    case cantyDavison
    /// n_h − 1 units with replacement, times n_h/(n_h − 1); finite populations do not count.
    ///
    /// R: `as.svrepdesign(type = "subbootstrap")`, `subbootweights`; scale 1/(R − 1).
    case subbootstrap
    /// m_h units with replacement, rescaled so that the variance is unbiased for totals:
    /// 1 + λ (n_h/m_h · t − 1) for a unit drawn t times, with
    /// λ = √(m_h (1 − n_h/N_h) / (n_h − 1)) (Rao and Wu 1988; Rao, Wu and Yue 1992).
    ///
    /// Scale 1/(R − 1). The draws are n_h − 1 where `draws` is nil; more than that may give
    /// factors below zero and are refused. With n_h − 1 and infinite populations it is the
    /// `subbootstrap`.
    case raoWu(draws: Int?)
  }
}

/// From where the deviations of replicates are squared.
public enum ReplicateCentre: String, Sendable, Hashable {
  /// The mean of the replicates (R `mse = FALSE`, its default).
  case replicateMean
  /// The estimate of the full sample (R `mse = TRUE`).
  case fullSample
}
