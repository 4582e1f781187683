/// Weighted counts of the codes of one coded item in groups of rows: a distribution in one pass.
struct CodeCounts {
  private var sums: [Double]
  private var compensations: [Double]
  private var rows: [Int32]
  private var first: [Int32]
  private var last: [Int32]
  private let groupCount: Int

  init(codes: [UInt8], groups: [Int32], groupCount: Int, weights: [Double]) {
    let size = groupCount << 8
    self.groupCount = groupCount
    sums = [Double](repeating: 0, count: size)
    compensations = sums
    rows = [Int32](repeating: 0, count: size)
    first = [Int32](repeating: -1, count: size)
    last = first
    for row in codes.indices where groups[row] >= 0 {
      let at = Int(groups[row]) << 8 | Int(codes[row])
      let sum = sums[at]
      let weight = weights[row]
      let next = sum + weight
      compensations[at] += sum >= weight ? (sum - next) + weight : (weight - next) + sum
      sums[at] = next
      if rows[at] == 0 { first[at] = Int32(row) }
      rows[at] += 1
      last[at] = Int32(row)
    }
  }

  /// The distribution of each group, codes of equal value taken together.
  func distributions(values: [Double], weights: [Double]) -> [WeightedDistribution] {
    let codes = (0..<256).filter { values[$0] == values[$0] }
      .sorted { (values[$0], $0) < (values[$1], $1) }
    return (0..<groupCount).map { group in
      var result = WeightedDistribution()
      var position = 0
      while position < codes.count {
        let value = values[codes[position]]
        var count = 0
        var sum = 0.0
        var from = Int32.max
        var to: Int32 = -1
        while position < codes.count, values[codes[position]] == value {
          let at = group << 8 | codes[position]
          position += 1
          guard rows[at] > 0 else { continue }
          count += Int(rows[at])
          sum += sums[at] + compensations[at]
          from = min(from, first[at])
          to = max(to, last[at])
        }
        guard count > 0 else { continue }
        let start = weights[Int(from)]
        result.append(value, weight: start, rows: 1)
        guard count > 1 else { continue }
        let end = weights[Int(to)]
        if count > 2 { result.add(sum - start - end) }
        result.append(value, weight: end, rows: count - 1)
      }
      return result
    }
  }
}
