/// How the samples of two waves relate.
///
/// It is declared, never guessed, because it decides the variance of a change.
public enum WaveRelation: String, Sendable, Hashable, CaseIterable {
  /// The same primary sampling units are visited in both waves: one stacked design, degrees of
  /// freedom are PSUs minus strata in the union.
  case shared
  /// The waves are drawn anew: strata are stratum × wave, each with its own fpc, covariance zero.
  case fresh
  /// Persons are linked across waves: each wave centred in its own stratum, plus the covariance of
  /// the overlap (Tam 1984; Berger and Priam 2016).
  case linked
}

/// What to do with a stratum that has one PSU and so no measurable variance of its own.
public enum SingletonPolicy: String, Sendable, Hashable, CaseIterable {
  /// Stop with an error that names the stratum (R: `survey.lonely.psu = "fail"`).
  case fail
  /// The PSU was taken with certainty and adds no variance.
  case certainty
  /// Centre the PSU at the mean of all PSUs rather than of its stratum.
  case adjust
  /// Give the stratum the mean variance of the other strata.
  case average
  /// Leave the stratum out of the variance.
  case remove
}
