internal import Glibc

/// How varied a list of counts is, in the usual indices (natural logarithms, as R `vegan`).
package struct Diversity: Sendable, Hashable {
  /// Shannon's H = −Σ p·ln p.
  package var shannon: Double
  /// Pielou's evenness J = H / ln K over the K categories that occur, or over those that are possible
  /// where their number was given; nil for a single one.
  package var evenness: Double?
  /// How many equally common categories would have the same H: e^H.
  package var effectiveNumber: Double
  /// Gini–Simpson: 1 − Σ p².
  package var giniSimpson: Double
  /// The same, unbiased for counts: 1 − Σ n(n − 1) / (N(N − 1)); nil for N = 1.
  package var unbiasedGiniSimpson: Double?
  /// Inverse Simpson: 1 / Σ p².
  package var inverseSimpson: Double
  /// The shares of the categories that occur.
  private var shares: [Double]

  /// Computes the indices of counts by category; categories that do not occur are left out.
  ///
  /// With `possible` evenness asks how far all K possible categories are used alike, else how far
  /// those are that occur: a programme of two kinds half and half has J = 1 by the second and less by
  /// the first. Which it was belongs beside the figure.
  ///
  /// - Returns: nil where nothing was counted or fewer are possible than occur.
  package init?(counts: [Int], possible: Int? = nil) {
    let present = counts.filter { $0 > 0 }
    if let possible, possible < present.count { return nil }
    let total = Double(present.reduce(0, +))
    guard total > 0 else { return nil }
    var entropy = 0.0
    var squares = 0.0
    var pairs = 0.0
    shares = []
    for count in present {
      let share = Double(count) / total
      entropy -= share * log(share)
      squares += share * share
      shares.append(share)
      pairs += Double(count) * Double(count - 1)
    }
    // A single category gives −0.0, which would print as such.
    shannon = present.count == 1 ? 0 : entropy
    let categories = possible ?? present.count
    evenness = categories > 1 ? shannon / log(Double(categories)) : nil
    effectiveNumber = exp(shannon)
    giniSimpson = 1 - squares
    unbiasedGiniSimpson = total > 1 ? 1 - pairs / (total * (total - 1)) : nil
    inverseSimpson = 1 / squares
  }

  /// Hill's number of order q: how many equally common categories would be as diverse,
  /// (Σ pᵠ)^(1/(1 − q)); 0 counts categories, 1 is e^H, 2 is inverse Simpson.
  ///
  /// R: `exp(vegan::renyi(counts, scales = q))`.
  ///
  /// - Returns: nil for an order below zero.
  package func hillNumber(order: Double) -> Double? {
    guard order >= 0, order.isFinite else { return nil }
    guard order != 1 else { return effectiveNumber }
    return pow(shares.reduce(0) { $0 + pow($1, order) }, 1 / (1 - order))
  }
}
