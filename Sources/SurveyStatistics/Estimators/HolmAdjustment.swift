/// P-values adjusted for a family of tests so that the chance of any false finding stays below the
/// level (Holm 1979).
///
/// R: `p.adjust(p, "holm")`.
///
/// Each is multiplied by how many are as large or larger, and never falls below a smaller one's.
/// NaN stays NaN and does not count in the family, as R's NA.
public func holmAdjusted(_ p: [Double]) -> [Double] {
  let order = p.indices.filter { !p[$0].isNaN }.sorted { (p[$0], $0) < (p[$1], $1) }
  var adjusted = p
  var largest = 0.0
  for (rank, index) in order.enumerated() {
    largest = max(largest, Double(order.count - rank) * p[index])
    adjusted[index] = min(1, largest)
  }
  return adjusted
}
