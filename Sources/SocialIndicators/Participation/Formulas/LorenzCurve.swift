internal import Glibc

/// How a quantity is spread over persons: the share that the lowest share of them has.
///
/// Persons without any are to be included, as values of zero or by `zeros`.
package struct LorenzCurve: Sendable, Hashable {
  /// The cumulative shares of persons, from 0 to 1.
  package var population: [Double]
  /// The cumulative shares of the quantity, from 0 to 1, at the same places.
  package var quantity: [Double]

  /// Sorts the values upwards and adds them up.
  ///
  /// - Parameters:
  ///   - values: What each person has, zero or above.
  ///   - weights: How many persons each stands for; nil for one.
  ///   - zeros: Persons without any beside those listed.
  /// - Throws: `ParticipationError` for nobody, nothing to share and values or weights that are none.
  package init(
    _ values: [Double], weights: [Double]? = nil, zeros: Double = 0
  ) throws(ParticipationError) {
    if let weights, weights.count != values.count {
      throw .unequalCounts(what: "weights", count: weights.count, expected: values.count)
    }
    try checkAmount(zeros, "persons without any")
    for index in values.indices {
      try checkAmount(values[index], "a value")
      if let weights { try checkPositive(weights[index], "a weight") }
    }
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var persons = zeros
    var amount = 0.0
    var steps: [(Double, Double)] = zeros > 0 ? [(0, 0), (zeros, 0)] : [(0, 0)]
    for index in order {
      let weight = weights?[index] ?? 1
      persons += weight
      amount += weight * values[index]
      steps.append((persons, amount))
    }
    try checkPositive(persons, "persons")
    try checkPositive(amount, "the quantity to share")
    population = steps.map { $0.0 / persons }
    quantity = steps.map { $0.1 / amount }
  }

  /// The share that the lowest `share` of persons has; between two persons on the straight line.
  ///
  /// - Returns: L(share), 0…1; nil for a share outside 0…1.
  package func held(byLowest share: Double) -> Double? {
    guard share >= 0, share <= 1 else { return nil }
    guard let end = population.firstIndex(where: { $0 >= share }) else { return 1 }
    guard end > 0 else { return 0 }
    let start = end - 1
    let part = (share - population[start]) / (population[end] - population[start])
    return quantity[start] + part * (quantity[end] - quantity[start])
  }

  /// The share that the highest `share` of persons has, such as the top tenth.
  package func held(byHighest share: Double) -> Double? {
    held(byLowest: 1 - share).map { 1 - $0 }
  }

  /// The Gini coefficient: twice the area between the curve and the diagonal.
  ///
  /// With weights that is (2Σw·r·x − Σw²x)/(N·Σwx) − 1, r the cumulative weights: the convention of
  /// R `convey::svygini`; without weights that of `giniCoefficient`.
  package var gini: Double {
    var area = 0.0
    for (index, pair) in zip(population, population.dropFirst()).enumerated() {
      area += (pair.1 - pair.0) * (quantity[index] + quantity[index + 1])
    }
    return 1 - area
  }
}

/// Entropy measures of inequality over persons who have something.
package struct EntropyInequality: Sendable, Hashable {
  /// Theil's T: mean of (x/μ)·ln(x/μ), where a person without any adds nothing.
  package var theil: Double

  private let shares: [Double]

  /// From what each person has.
  ///
  /// - Throws: `ParticipationError` for nobody and nothing to share.
  package init(_ values: [Double]) throws(ParticipationError) {
    for value in values { try checkAmount(value, "a value") }
    let total = values.reduce(0, +)
    try checkPositive(total, "the quantity to share")
    let mean = total / Double(values.count)
    shares = values.map { $0 / mean }
    theil =
      shares.reduce(0) { $0 + ($1 > 0 ? $1 * log($1) : 0) } / Double(values.count)
  }

  /// Atkinson's index: 1 − (mean of (x/μ)^(1 − ε))^(1/(1 − ε)).
  ///
  /// For ε = 1 it is one less the geometric mean over μ. It is 1 for ε ≥ 1 where somebody has none.
  ///
  /// - Returns: nil for an aversion that is not above zero.
  package func atkinson(aversion: Double) -> Double? {
    guard aversion > 0, aversion.isFinite else { return nil }
    let count = Double(shares.count)
    if aversion >= 1, shares.contains(0) { return 1 }
    if aversion == 1 {
      return 1 - exp(shares.reduce(0) { $0 + log($1) } / count)
    }
    let power = 1 - aversion
    return 1 - pow(shares.reduce(0) { $0 + pow($1, power) } / count, 1 / power)
  }
}
