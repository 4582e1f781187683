/// How unevenly a quantity is spread over persons: the Gini coefficient.
///
/// G = 2·Σ i·x₍ᵢ₎ / (n·Σx) − (n + 1)/n over values sorted upwards, `zeros` of them without any.
/// With `smallSample` it is multiplied by n/(n − 1), so that "all by one person" is 1 in a group of
/// any size (as in R `DescTools::Gini`). Persons without any count: a programme that the same ten
/// people attend is concentrated, though those ten share it evenly.
///
/// - Complexity: O(*n* log *n*) in the values that are not zero.
/// - Returns: nil where there is nobody or nothing to share.
package func giniCoefficient(
  _ values: [Double], zeros: Int = 0, smallSample: Bool = false
) -> Double? {
  let count = Double(values.count + zeros)
  let total = values.reduce(0, +)
  guard count > 0, total > 0, zeros >= 0, values.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
    return nil
  }
  var ranked = 0.0
  for (index, value) in values.sorted().enumerated() {
    ranked += Double(index + 1 + zeros) * value
  }
  let gini = 2 * ranked / (count * total) - (count + 1) / count
  guard smallSample else { return gini }
  return count > 1 ? gini * count / (count - 1) : nil
}
