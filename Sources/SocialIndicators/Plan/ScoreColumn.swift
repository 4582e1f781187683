package import Aggregation
package import Tabular

/// One column that goes into a score: how its answers become numbers.
package struct ScoreColumn: Sendable, Hashable {
  /// The library item it answers.
  package var item: String
  /// The codebook variable, and the column in the panel.
  package var variable: String
  package var column: String
  package var low: Double
  package var high: Double
  package var isReversed: Bool
  /// Values that mean missing although the codebook reads them as numbers.
  package var missingCodes: [Double: String]
  /// Whether ticking the option counts: "none of these" is an option that does not.
  package var counts: Bool

  package init(
    item: String, variable: String, column: String, low: Double, high: Double,
    isReversed: Bool = false, missingCodes: [Double: String] = [:], counts: Bool = true
  ) {
    self.item = item
    self.variable = variable
    self.column = column
    self.low = low
    self.high = high
    self.isReversed = isReversed
    self.missingCodes = missingCodes
    self.counts = counts
  }

  /// The number that an answer scores, NaN where it is missing or off the scale.
  package func score(_ value: Double) -> Double {
    guard value >= low, value <= high, missingCodes[value] == nil else { return .nan }
    if !counts { return 0 }
    return isReversed ? low + high - value : value
  }

  /// Why a value that the codebook reads as a number does not count, or nil where it does.
  package func reason(for value: Double) -> MissingReason? {
    if let name = missingCodes[value] { return MissingReason(name: name) ?? .other }
    return value >= low && value <= high ? nil : .offScale
  }

  /// The number of each of the 256 codes of a column.
  package func values(of column: CodedColumn) -> [Double] {
    column.values.map { $0.isNaN ? .nan : score($0) }
  }

  /// The part of a derived variable that reads this column.
  package func part(in table: Table) -> DerivedVariable.Part? {
    switch table[column] {
    case .coded(let coded): .coded(column: column, values: values(of: coded))
    // A number is used as it stands; the plan lets through only those that need no recoding.
    case .real: .real(column: column)
    default: nil
    }
  }
}

extension IndicatorDefinition.Scoring {
  /// The derived variable that scores these columns, or nil where one is not in the table.
  package func derivedVariable(
    name: String, columns: [ScoreColumn], in table: Table
  ) -> DerivedVariable? {
    let parts = columns.compactMap { $0.part(in: table) }
    guard parts.count == columns.count, !parts.isEmpty else { return nil }
    let combination: DerivedVariable.Combination =
      switch rule {
      case .mean: .mean
      case .sum: .sum
      case .proratedSum: .proratedSum
      case .any: .any
      case .count: .count
      }
    // All options of one question are answered or missing together, so the least number is counted
    // in columns: those of the smallest questions, so that nobody who answered enough is left out.
    let sizes = Dictionary(grouping: columns, by: \.item).values.map(\.count).sorted()
    let minimum =
      sizes.count >= minimumAnswered
      ? sizes.prefix(minimumAnswered).reduce(0, +) : columns.count + 1
    var transform = DerivedVariable.Transform.identity
    if let shareWithin {
      transform = .within(low: shareWithin.lowerBound, high: shareWithin.upperBound)
    } else if rescaleTo100, let range = range(partCount: columns.count) {
      let scale = 100 / (range.upperBound - range.lowerBound)
      transform = .affine(scale: scale, offset: -range.lowerBound * scale)
    }
    return DerivedVariable(
      name: name, parts: parts, combination: combination, minimumAnswered: max(1, minimum),
      transform: transform)
  }

  /// The columns of raw items that have the items' own ids, or names from `column`, for tables
  /// that no codebook describes.
  package func rawColumns(named column: (String) -> String) -> [ScoreColumn] {
    items.map { item in
      ScoreColumn(
        item: item.id, variable: item.id, column: column(item.id), low: item.low, high: item.high,
        isReversed: item.isReversed, missingCodes: item.missingCodes)
    }
  }
}
