internal import ColumnKernels

/// An estimated distribution: values in ascending order with their cumulated weights.
///
/// Of rows with equal values only the first and the last are kept (their order is that of the
/// rows), because no rule looks between them; so a coded item is a handful of numbers.
struct WeightedDistribution: Sendable {
  /// How far, of the whole weight, a cumulated weight may miss a share and still count as it.
  static let slack = 1e-12

  /// Ascending.
  var values: [Double] = []
  /// The weight of the row that stands for each value.
  var weights: [Double] = []
  /// The weight of all rows up to and with it.
  var cumulative: [Double] = []
  /// How many rows there are.
  var rows = 0

  /// The weight of all rows.
  var total: Double { cumulative.last ?? 0 }

  private var compensation = 0.0

  /// An empty distribution.
  init() {}

  /// The distribution of a group of ordered rows.
  init(_ order: GroupedOrder, group: Int, weights rowWeights: [Double], keepsEachRow: Bool) {
    let range = order.starts[group]..<order.starts[group + 1]
    let sorted = order.values
    var places = 0
    for at in range where isKept(at, range, sorted, keepsEachRow) { places += 1 }
    values.reserveCapacity(places)
    weights.reserveCapacity(places)
    cumulative.reserveCapacity(places)
    var since = 0
    for at in range {
      let weight = rowWeights[Int(order.rows[at])]
      since += 1
      if isKept(at, range, sorted, keepsEachRow) {
        append(sorted[at], weight: weight, rows: since)
        since = 0
      } else {
        add(weight)
      }
    }
  }

  /// Whether a row is the first or last of its value, or each row is asked for.
  @inline(__always)
  private func isKept(_ at: Int, _ range: Range<Int>, _ sorted: [Double], _ each: Bool) -> Bool {
    each || at == range.lowerBound || at + 1 == range.upperBound || sorted[at - 1] != sorted[at]
      || sorted[at + 1] != sorted[at]
  }

  /// Adds a row, or the last of some rows of one value whose other weights were added before.
  mutating func append(_ value: Double, weight: Double, rows count: Int) {
    values.append(value)
    weights.append(weight)
    add(weight)
    cumulative.append(running + compensation)
    rows += count
  }

  private var running = 0.0

  /// Adds to the cumulated weight (Neumaier's compensated sum: a share of a million rows is to be
  /// recognised as one half).
  mutating func add(_ weight: Double) {
    let sum = running + weight
    compensation +=
      abs(running) >= abs(weight) ? (running - sum) + weight : (weight - sum) + running
    running = sum
  }

  /// The first position whose cumulated weight reaches a share of the whole.
  func firstReaching(_ p: Double) -> Int {
    let target = (p - Self.slack) * total
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the cumulated weight at a position is the share, up to rounding.
  func isExact(_ p: Double, at position: Int) -> Bool {
    abs(cumulative[position] - p * total) <= Self.slack * total
  }

  /// The next larger value, or the same where more rows have it; nil at the end.
  func next(after position: Int) -> Double? {
    position + 1 < values.count ? values[position + 1] : nil
  }

  /// How many distinct values there are up to a position.
  func distinct(upTo position: Int) -> Int {
    var count = 1
    for at in 0..<position where values[at] != values[at + 1] { count += 1 }
    return count
  }
}
