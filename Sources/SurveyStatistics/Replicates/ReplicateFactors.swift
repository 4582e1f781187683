/// What each unit's weight is multiplied by in each replicate.
enum ReplicateFactors: Sendable {
  /// One number a unit and replicate.
  case dense(DenseFactors)
  /// One unit left out a replicate: the factors follow from its stratum.
  case leaveOneOut(LeaveOneOut)

  /// The factor of a unit in a replicate.
  func factor(unit: Int, replicate: Int) -> Double {
    switch self {
    case .dense(let factors): factors[unit, replicate]
    case .leaveOneOut(let factors): factors.factor(unit: unit, replicate: replicate)
    }
  }

  /// Σ over units of factor times value, for each replicate and value.
  ///
  /// The units ascend and none is there twice; each has `width` values, unit after unit. The sums of
  /// a value over the replicates follow one another.
  func sums(units: [Int32], values: [Double], width: Int) -> [Double] {
    switch self {
    case .dense(let factors): factors.sums(units: units, values: values, width: width)
    case .leaveOneOut(let factors): factors.sums(units: units, values: values, width: width)
    }
  }
}

/// Factors as a table, eight replicates side by side: block after block, unit after unit.
struct DenseFactors: Sendable {
  /// Replicates that are worked on at once.
  static let lanes = 8

  let unitCount: Int
  let replicateCount: Int
  private(set) var values: [SIMD8<Double>]

  private var blockCount: Int { (replicateCount + Self.lanes - 1) / Self.lanes }

  init(unitCount: Int, replicateCount: Int, filledWith factor: Double = 0) {
    self.unitCount = unitCount
    self.replicateCount = replicateCount
    let blocks = (replicateCount + Self.lanes - 1) / Self.lanes
    values = [SIMD8<Double>](repeating: SIMD8(repeating: factor), count: blocks * unitCount)
  }

  /// Whether a table of this size is worth having in memory (2 GB).
  static func fits(units: Int, replicates: Int) -> Bool {
    let (size, overflow) = units.multipliedReportingOverflow(by: replicates)
    return !overflow && size <= 1 << 28
  }

  subscript(unit: Int, replicate: Int) -> Double {
    get { values[replicate / Self.lanes * unitCount + unit][replicate % Self.lanes] }
    set { values[replicate / Self.lanes * unitCount + unit][replicate % Self.lanes] = newValue }
  }

  /// The sums of a replicate run over the units in order, so their bits do not depend on how many
  /// values or replicates there are.
  func sums(units: [Int32], values totals: [Double], width: Int) -> [Double] {
    var result = [Double](repeating: 0, count: width * replicateCount)
    var block = [SIMD8<Double>](repeating: SIMD8(), count: units.count)
    for number in 0..<blockCount {
      let base = number * unitCount
      for (place, unit) in units.enumerated() { block[place] = values[base + Int(unit)] }
      let first = number * Self.lanes
      let last = min(replicateCount, first + Self.lanes)
      var value = 0
      // Four values at a time: each factor is read once for all of them.
      while value + 4 <= width {
        var sums = (SIMD8<Double>(), SIMD8<Double>(), SIMD8<Double>(), SIMD8<Double>())
        var at = value
        for factors in block {
          sums.0 += factors * totals[at]
          sums.1 += factors * totals[at + 1]
          sums.2 += factors * totals[at + 2]
          sums.3 += factors * totals[at + 3]
          at += width
        }
        for replicate in first..<last {
          let lane = replicate - first
          let place = value * replicateCount + replicate
          result[place] = sums.0[lane]
          result[place + replicateCount] = sums.1[lane]
          result[place + 2 * replicateCount] = sums.2[lane]
          result[place + 3 * replicateCount] = sums.3[lane]
        }
        value += 4
      }
      while value < width {
        var sum = SIMD8<Double>()
        var at = value
        for factors in block {
          sum += factors * totals[at]
          at += width
        }
        for replicate in first..<last {
          result[value * replicateCount + replicate] = sum[replicate - first]
        }
        value += 1
      }
    }
    return result
  }
}
