internal import Glibc

/// How varied a list of counts is, in the usual indices (natural logarithms, as R `vegan`).
package struct Diversity: Sendable, Hashable {
  /// Shannon's H = −Σ p·ln p.
  package var shannon: Double
  /// Pielou's evenness J = H / ln K over the K categories that occur; nil for a single one.
  package var evenness: Double?
  /// How many equally common categories would have the same H: e^H.
  package var effectiveNumber: Double
  /// Gini–Simpson: 1 − Σ p².
  package var giniSimpson: Double
  /// The same, unbiased for counts: 1 − Σ n(n − 1) / (N(N − 1)); nil for N = 1.
  package var unbiasedGiniSimpson: Double?
  /// Inverse Simpson: 1 / Σ p².
  package var inverseSimpson: Double

  /// Computes the indices of counts by category; categories that do not occur are left out.
  ///
  /// - Returns: nil where nothing was counted.
  package init?(counts: [Int]) {
    let present = counts.filter { $0 > 0 }
    let total = Double(present.reduce(0, +))
    guard total > 0 else { return nil }
    var entropy = 0.0
    var squares = 0.0
    var pairs = 0.0
    for count in present {
      let share = Double(count) / total
      entropy -= share * log(share)
      squares += share * share
      pairs += Double(count) * Double(count - 1)
    }
    // A single category gives −0.0, which would print as such.
    shannon = present.count == 1 ? 0 : entropy
    evenness = present.count > 1 ? entropy / log(Double(present.count)) : nil
    effectiveNumber = exp(shannon)
    giniSimpson = 1 - squares
    unbiasedGiniSimpson = total > 1 ? 1 - pairs / (total * (total - 1)) : nil
    inverseSimpson = 1 / squares
  }
}
