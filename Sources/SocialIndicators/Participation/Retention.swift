/// The share of the persons of one period who came in the next one too: |P ∩ Q| / |P|.
///
/// Newcomers do not count against it, so it is not the Jaccard index.
///
/// - Returns: nil where nobody came in the first period.
package func retention(from before: Set<String>, to after: Set<String>) -> Double? {
  before.isEmpty ? nil : Double(before.intersection(after).count) / Double(before.count)
}

/// The share of persons who came at least twice: |{i: nᵢ ≥ 2}| / U.
///
/// - Returns: nil where nobody came.
package func repeatRate(visits: [Int]) -> Double? {
  let came = visits.filter { $0 > 0 }
  return came.isEmpty ? nil : Double(came.count { $0 >= 2 }) / Double(came.count)
}
