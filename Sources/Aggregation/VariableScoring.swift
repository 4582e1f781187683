internal import ColumnKernels
internal import Tabular

/// Scores one variable after the other into the same buffer.
struct VariableScoring {
  private(set) var scores: [Double]
  private var answered: [UInt16]

  init(rowCount: Int) {
    scores = [Double](repeating: 0, count: rowCount)
    answered = [UInt16](repeating: 0, count: rowCount)
  }

  /// Fills `scores` with the variable's value of each row, NaN where it is missing.
  mutating func score(_ variable: DerivedVariable, in table: Table) throws(AggregationError) {
    guard !variable.parts.isEmpty else { throw .noParts(variable: variable.name) }
    for row in scores.indices {
      scores[row] = 0
      answered[row] = 0
    }
    for part in variable.parts {
      try Self.add(part, of: variable, in: table, to: &scores, counting: &answered)
    }
    combine(variable)
  }

  private static func add(
    _ part: DerivedVariable.Part, of variable: DerivedVariable, in table: Table,
    to scores: inout [Double], counting answered: inout [UInt16]
  ) throws(AggregationError) {
    let counting = variable.combination == .any || variable.combination == .count
    var sums = scores.mutableSpan
    var counts = answered.mutableSpan
    switch part {
    case .coded(let name, let values):
      guard let column = table[name] else {
        throw .unknownColumn(variable: variable.name, column: name)
      }
      guard case .coded(let coded) = column else {
        throw .wrongColumnKind(variable: variable.name, column: name, expected: "coded")
      }
      guard values.count == 256 else {
        throw .wrongTableLength(variable: variable.name, column: name, count: values.count)
      }
      let addends = values.map { value in
        value.isFinite ? (counting ? (value > 0 ? 1 : 0) : value) : 0
      }
      let present = values.map { $0.isFinite ? UInt16(1) : 0 }
      addCodes(
        coded.codes.span, addends: addends.span, present: present.span, sums: &sums,
        answered: &counts)
    case .real(let name):
      guard let column = table[name] else {
        throw .unknownColumn(variable: variable.name, column: name)
      }
      guard case .real(let real) = column else {
        throw .wrongColumnKind(variable: variable.name, column: name, expected: "numbers")
      }
      addReals(
        real.values.span, missing: real.missing.span, countingPositive: counting, sums: &sums,
        answered: &counts)
    }
  }

  private mutating func combine(_ variable: DerivedVariable) {
    let least = UInt16(clamping: max(1, variable.minimumAnswered))
    let parts = Double(variable.parts.count)
    let combination = variable.combination
    let transform = variable.transform
    for row in scores.indices {
      guard answered[row] >= least else {
        scores[row] = .nan
        continue
      }
      var score = scores[row]
      switch combination {
      case .mean: score /= Double(answered[row])
      case .sum, .count: break
      // Multiplied first: 7/3·6 is a hair above 14, and would fall out of a range that ends there.
      case .proratedSum: score = score * parts / Double(answered[row])
      case .any: score = score > 0 ? 1 : 0
      }
      switch transform {
      case .identity: break
      case .affine(let scale, let offset): score = scale * score + offset
      case .within(let low, let high): score = score >= low && score <= high ? 1 : 0
      }
      scores[row] = score
    }
  }

  /// What to subtract before squaring: 0 for 0/1 variables, else the mean.
  ///
  /// The mean is rounded to a float's precision so that it hardly depends on the order of rows.
  var centre: Double {
    var sum = 0.0
    var count = 0.0
    var binary = true
    for score in scores where score == score {
      sum += score
      count += 1
      if score != 0 && score != 1 { binary = false }
    }
    if binary || count == 0 { return 0 }
    let mean = Float(sum / count)
    return mean.isFinite ? Double(mean) : 0
  }
}
