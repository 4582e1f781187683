/// The effect in one place, such as its change, with the variance of that estimate.
public struct PlaceEffect: Sendable, Hashable {
  /// The place.
  public var place: String
  /// The estimate.
  public var value: Double
  /// Its variance: the standard error squared.
  public var variance: Double

  /// Makes an effect.
  public init(place: String, value: Double, variance: Double) {
    self.place = place
    self.value = value
    self.variance = variance
  }
}

/// How the variance between places is estimated.
public enum HeterogeneityEstimator: String, Sendable, Hashable, CaseIterable {
  /// Restricted maximum likelihood (Viechtbauer 2005; R `metafor::rma(method = "REML")`).
  case reml
  /// The value at which the generalised Q equals its expectation (Paule and Mandel 1982; R `"PM"`).
  case pauleMandel
  /// By the method of moments (DerSimonian and Laird 1986; R `"DL"`).
  case derSimonianLaird
}

/// How the margin of a pooled effect is made.
public enum PooledInterval: String, Sendable, Hashable, CaseIterable {
  /// Normal, as if the variance between places were known (R `metafor::rma(test = "z")`).
  ///
  /// Too narrow for few places.
  case normal
  /// Hartung–Knapp: t with k − 1 degrees of freedom and the weighted spread of the places as the
  /// variance (Hartung and Knapp 2001; R `test = "knha"`).
  ///
  /// Where places happen to be alike it can be narrower than the interval of a fixed effect.
  case hartungKnapp
  /// Hartung–Knapp with its variance factor never below 1: the *ad hoc* modification (Knapp and
  /// Hartung 2003; R `test = "adhoc"`), which is never narrower than the fixed effect.
  case hartungKnappAtLeastOne
}
