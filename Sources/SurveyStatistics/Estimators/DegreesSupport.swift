/// The units that a statistic's rows are in, from which the degrees of freedom of several statistics
/// together follow: PSUs minus strata in the union (R `degf` of the subset).
struct DegreesSupport: Sendable, Hashable {
  /// The cells of the statistic.
  var cells: Range<Int>
  /// The cells with answers and how many rows have them.
  var answeredCells: [Int] = []
  var rows: [Double] = []
  /// The stratum and, unless rows are the units, the PSU of each of these cells.
  var strata: [Int32] = []
  var units: [Int32] = []
  /// For linked persons, how many are in this statistic and in each of the vector's.
  var shared: [Double] = []
  /// Its place in the vector.
  var place = 0

  /// Rows that any of several statistics counts; persons are counted once a wave.
  static func rows(_ supports: [DegreesSupport]) -> Int {
    Int(rowsOfCells(supports).reduce(0) { $0 + $1.rows })
  }

  /// PSUs minus strata; rows minus strata where rows are the units, persons minus strata where they
  /// are linked.
  static func degreesOfFreedom(_ supports: [DegreesSupport]) -> Double {
    let strata = Double(Set(supports.flatMap(\.strata)).count)
    if supports.contains(where: { !$0.units.isEmpty }) {
      return Double(Set(supports.flatMap(\.units)).count) - strata
    }
    let rows = rowsOfCells(supports).reduce(0) { $0 + $1.rows }
    guard supports.contains(where: { !$0.shared.isEmpty }) else { return rows - strata }
    // Of several statistics over the same cells the one with most rows stands for all.
    var groups: [DegreesSupport] = []
    for support in supports {
      if let at = groups.firstIndex(where: { $0.cells == support.cells }) {
        if support.total > groups[at].total { groups[at] = support }
      } else {
        groups.append(support)
      }
    }
    var persons = rows
    for (position, group) in groups.enumerated() {
      for other in groups[..<position] { persons -= group.shared[other.place] }
    }
    // With three waves and more, those in all are taken away too often.
    return max(persons, groups.map(\.total).max() ?? 0) - strata
  }

  private var total: Double { rows.reduce(0, +) }

  /// The rows of each cell that any statistic counts, taking the most where several do.
  private static func rowsOfCells(_ supports: [DegreesSupport]) -> [(cell: Int, rows: Double)] {
    guard supports.count > 1 else {
      return supports.flatMap { zip($0.answeredCells, $0.rows).map { ($0, $1) } }
    }
    let all = supports.flatMap { zip($0.answeredCells, $0.rows).map { (cell: $0, rows: $1) } }
      .sorted { ($0.cell, $0.rows) < ($1.cell, $1.rows) }
    return all.indices.filter { $0 + 1 == all.count || all[$0 + 1].cell != all[$0].cell }
      .map { all[$0] }
  }
}
