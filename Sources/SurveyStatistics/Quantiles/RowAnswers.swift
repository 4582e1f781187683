internal import Aggregation
internal import ColumnKernels
internal import Tabular

/// The answers of all rows to one variable: numbers, or codes where it is a single coded item.
enum RowAnswers {
  /// One number a row, NaN where it is missing.
  case scores([Double])
  /// One code a row, and the number of each code.
  case codes([UInt8], values: [Double])

  init(
    _ variable: DerivedVariable, in table: Table, rowCount: Int
  ) throws(AggregationError) {
    guard table.rowCount == rowCount else {
      throw .unequalLengths(key: "table", rows: rowCount, found: table.rowCount)
    }
    // Scoring the 256 codes says what scoring the rows would.
    if variable.parts.count == 1, case .coded(let name, let numbers) = variable.parts[0],
      numbers.count == 256, case .coded(let column)? = table[name]
    {
      var every = Table()
      every.set(name, .coded(CodedColumn(codes: Array(0...255), levels: [])))
      var scoring = VariableScoring(rowCount: 256)
      try scoring.score(variable, in: every)
      self = .codes(column.codes, values: scoring.scores)
      return
    }
    var scoring = VariableScoring(rowCount: rowCount)
    try scoring.score(variable, in: table)
    self = .scores(scoring.scores)
  }

  /// The distribution of each group of rows.
  func distributions(
    groups: [Int32], groupCount: Int, weights: [Double], keepsEachRow: Bool
  ) -> [WeightedDistribution] {
    switch self {
    case .scores(let scores):
      return sorted(scores, groups, groupCount, weights, keepsEachRow)
    case .codes(let codes, let values):
      // Counting needs a place for each code of each group; many small groups are sorted sooner.
      let isSparse = groupCount > 4096 && groupCount << 8 > 4 * codes.count
      if keepsEachRow || isSparse {
        return sorted(codes.map { values[Int($0)] }, groups, groupCount, weights, keepsEachRow)
      }
      return CodeCounts(codes: codes, groups: groups, groupCount: groupCount, weights: weights)
        .distributions(values: values, weights: weights)
    }
  }

  private func sorted(
    _ scores: [Double], _ groups: [Int32], _ groupCount: Int, _ weights: [Double], _ each: Bool
  ) -> [WeightedDistribution] {
    let order = GroupedOrder(values: scores, groups: groups, groupCount: groupCount)
    return (0..<groupCount).map {
      WeightedDistribution(order, group: $0, weights: weights, keepsEachRow: each)
    }
  }

  /// 1 where a row is at or below its group's number, else 0; missing as the answer or group is.
  func atOrBelow(_ quantiles: [Double?], groups: [Int32]) -> CodedColumn {
    let limits = quantiles.map { $0 ?? .nan }
    let missing = CodedColumn.code(for: .notAnswered)
    var result = [UInt8](repeating: missing, count: groups.count)
    switch self {
    case .scores(let scores):
      for row in groups.indices where groups[row] >= 0 {
        let score = scores[row]
        if score == score { result[row] = score <= limits[Int(groups[row])] ? 1 : 0 }
      }
    case .codes(let codes, let values):
      for row in groups.indices where groups[row] >= 0 {
        let score = values[Int(codes[row])]
        if score == score { result[row] = score <= limits[Int(groups[row])] ? 1 : 0 }
      }
    }
    return CodedColumn(
      codes: result,
      levels: [.init(value: 0, label: "above"), .init(value: 1, label: "at or below")])
  }
}
