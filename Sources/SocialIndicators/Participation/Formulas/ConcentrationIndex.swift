/// How a quantity leans towards those at the top or bottom of another order, such as of income.
///
/// C = 2·cov(x, r)/x̄ with r the fractional rank, (Σ weights below + half one's own)/Σ weights; those
/// who are equal share their mean rank. −1…1; 0 where it leans to neither side, above 0 where those at
/// the top have more (Kakwani 1977; Wagstaff, Paci and van Doorslaer 1991).
///
/// - Parameters:
///   - values: What each person has.
///   - order: What they are ranked by.
///   - weights: How many persons each stands for; nil for one.
/// - Returns: The index.
/// - Throws: `ParticipationError` for lists of different length, nobody, and nothing to share.
package func concentrationIndex(
  _ values: [Double], rankedBy order: [Double], weights: [Double]? = nil
) throws(ParticipationError) -> Double {
  guard order.count == values.count else {
    throw .unequalCounts(what: "ranks", count: order.count, expected: values.count)
  }
  if let weights, weights.count != values.count {
    throw .unequalCounts(what: "weights", count: weights.count, expected: values.count)
  }
  for index in values.indices {
    try checkAmount(values[index], "a value")
    guard order[index].isFinite else { throw .invalid(what: "a rank", value: order[index]) }
    if let weights { try checkPositive(weights[index], "a weight") }
  }
  let weights = weights ?? [Double](repeating: 1, count: values.count)
  let total = weights.reduce(0, +)
  try checkPositive(total, "persons")
  var mean = 0.0
  for index in values.indices { mean += weights[index] * values[index] / total }
  try checkPositive(mean, "the quantity to share")
  let sorted = values.indices.sorted { (order[$0], $0) < (order[$1], $1) }
  var covariance = 0.0
  var below = 0.0
  var start = 0
  while start < sorted.count {
    var end = start
    var equal = 0.0
    while end < sorted.count, order[sorted[end]] == order[sorted[start]] {
      equal += weights[sorted[end]]
      end += 1
    }
    let rank = (below + equal / 2) / total
    for index in sorted[start..<end] {
      covariance += weights[index] / total * (values[index] - mean) * (rank - 0.5)
    }
    below += equal
    start = end
  }
  return 2 * covariance / mean
}
