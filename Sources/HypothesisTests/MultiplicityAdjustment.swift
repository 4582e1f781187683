/// How p-values of a family of tests are adjusted.
public enum MultiplicityMethod: String, Sendable, Hashable, CaseIterable {
  /// Holm 1979: the chance of any false finding stays below the level, whatever the dependence.
  case holm
  /// Hochberg 1988: as Holm but stepping up; needs independence or positive dependence.
  case hochberg
  /// Hommel 1988: at least as strong as Hochberg under the same conditions.
  case hommel
  /// Each times the size of the family.
  case bonferroni
  /// Benjamini and Hochberg 1995: the expected share of false ones among the findings.
  case benjaminiHochberg
  /// Benjamini and Yekutieli 2001: the same under any dependence.
  case benjaminiYekutieli
  /// No adjustment.
  case none
}

/// P-values adjusted for a family of tests.
///
/// R: `p.adjust(p, method, n = familySize)`.
///
/// - Parameters:
///   - p: P-values; NaN stands for a test that was not made, stays NaN and does not count.
///   - method: How to adjust.
///   - familySize: How many tests the family has, where more were made than are handed in; fewer
///     than were handed in counts as those handed in.
/// - Returns: The adjusted values in the order handed in, each at most 1.
/// - Complexity: O(n log n); `hommel` O(n²).
public func adjusted(
  _ p: [Double], method: MultiplicityMethod, familySize: Int? = nil
) -> [Double] {
  let order = p.indices.filter { !p[$0].isNaN }.sorted { (p[$0], $0) < (p[$1], $1) }
  let size = max(order.count, familySize ?? 0)
  let n = Double(size)
  let ordered = order.map { p[$0] }
  let stepped: [Double]
  switch method {
  case .none: return p
  case .bonferroni: stepped = ordered.map { min(1, n * $0) }
  case .holm: stepped = steppedDown(ordered) { Double(size - $0) }
  case .hochberg: stepped = steppedUp(ordered) { Double(size - $0) }
  case .benjaminiHochberg: stepped = steppedUp(ordered) { n / Double($0 + 1) }
  case .benjaminiYekutieli:
    var harmonic = 0.0
    for rank in 0..<size { harmonic += 1 / Double(rank + 1) }
    stepped = steppedUp(ordered) { harmonic * (n / Double($0 + 1)) }
  case .hommel: stepped = hommel(ordered, size: size)
  }
  var result = p
  for (index, value) in zip(order, stepped) { result[index] = value }
  return result
}

/// Each times its factor, and never below a smaller one's.
private func steppedDown(_ ordered: [Double], factor: (Int) -> Double) -> [Double] {
  var largest = 0.0
  return ordered.enumerated().map { rank, p in
    largest = max(largest, factor(rank) * p)
    return min(1, largest)
  }
}

/// Each times its factor, and never above a larger one's.
private func steppedUp(_ ordered: [Double], factor: (Int) -> Double) -> [Double] {
  var smallest = 1.0
  var result = ordered
  for rank in ordered.indices.reversed() {
    smallest = min(smallest, factor(rank) * ordered[rank])
    result[rank] = smallest
  }
  return result
}

/// Hommel's adjustment as the closure of Simes tests (Wright 1992).
///
/// For each size m of a subset of the largest p-values, c = min over them of m · p₍ᵢ₎ / i; the
/// m largest are raised to it, the others to min(c, m · p).
private func hommel(_ ordered: [Double], size: Int) -> [Double] {
  guard size > 1, !ordered.isEmpty else { return ordered }
  // Tests of the family that were not handed in count as p = 1.
  let p = ordered + [Double](repeating: 1, count: size - ordered.count)
  var result = p
  for m in stride(from: size, through: 2, by: -1) {
    let start = size - m
    var simes = Double.infinity
    for index in start..<size {
      simes = min(simes, Double(m) * p[index] / Double(index - start + 1))
    }
    for index in 0..<size {
      let bound = index >= start ? simes : min(simes, Double(m) * p[index])
      result[index] = max(result[index], bound)
    }
  }
  return result.prefix(ordered.count).map { min(1, $0) }
}
