public import Tabular

/// How many of those asked a question gave no answer, and why.
public struct ItemNonresponse: Sendable, Hashable {
  /// The column.
  public let column: String
  /// Rows looked at.
  public let rowCount: Int
  /// Rows with an answer.
  public let answered: Int
  /// Rows without one, by reason, in the order of `MissingReason.allCases`.
  public let missing: [Int]
  /// Sums of weights of the same: rows with an answer, then rows by reason.
  private let weightedAnswered: Double
  private let weightedMissing: [Double]

  /// Rows without an answer for a reason.
  public func count(_ reason: MissingReason) -> Int { missing[Int(reason.rawValue)] }

  /// Rows that the question was put to: all but `notApplicable` and `notAsked`.
  public var asked: Int {
    rowCount - count(.notApplicable) - count(.notAsked)
  }

  /// The share without an answer among those asked; nil where nobody was.
  public var rate: Double? {
    asked > 0 ? Double(asked - answered) / Double(asked) : nil
  }

  /// The weighted share without an answer among those asked; nil where their weights sum to 0.
  public var weightedRate: Double? {
    var lacking = 0.0
    for reason in MissingReason.allCases where reason != .notApplicable && reason != .notAsked {
      lacking += weightedMissing[Int(reason.rawValue)]
    }
    let all = weightedAnswered + lacking
    return all > 0 ? lacking / all : nil
  }

  /// Counts the answers of a column.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - table: The table.
  ///   - weights: One weight a row; all 1 where nil.
  ///   - rows: Which rows count; all where nil.
  /// - Throws: `noColumn`, `invalidWeights`.
  public init(
    _ column: String, in table: Table, weights: [Double]? = nil, rows: [Bool]? = nil
  ) throws(MissingAnswersError) {
    guard let values = table[column] else { throw .noColumn(column) }
    try checkWeights(weights, rows: table.rowCount)
    if let rows, rows.count != table.rowCount {
      throw .invalidWeights(row: nil, count: rows.count, rows: table.rowCount)
    }
    var answered = 0
    var seen = 0
    var missing = [Int](repeating: 0, count: MissingReason.allCases.count)
    var weightedAnswered = 0.0
    var weightedMissing = [Double](repeating: 0, count: missing.count)
    for row in 0..<table.rowCount where rows?[row] ?? true {
      seen += 1
      let weight = weights?[row] ?? 1
      if let reason = values.missingReason(row) {
        missing[Int(reason.rawValue)] += 1
        weightedMissing[Int(reason.rawValue)] += weight
      } else {
        answered += 1
        weightedAnswered += weight
      }
    }
    self.column = column
    rowCount = seen
    self.answered = answered
    self.missing = missing
    self.weightedAnswered = weightedAnswered
    self.weightedMissing = weightedMissing
  }
}

extension Column {
  /// Why a row has no value, or nil where it has one.
  func missingReason(_ row: Int) -> MissingReason? {
    switch self {
    case .coded(let column): CodedColumn.reason(for: column.codes[row])
    case .real(let column): column.reason(row)
    case .text(let column):
      column.dictionary.offsets[Int(column.codes[row])]
        == column.dictionary.offsets[Int(column.codes[row]) + 1] ? .notAnswered : nil
    case .date(let column): column.days[row] == .min ? .notAnswered : nil
    }
  }
}

/// Checks that weights match the rows and are finite and zero or above.
func checkWeights(_ weights: [Double]?, rows: Int) throws(MissingAnswersError) {
  guard let weights else { return }
  guard weights.count == rows else {
    throw .invalidWeights(row: nil, count: weights.count, rows: rows)
  }
  if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
    throw .invalidWeights(row: row, count: weights.count, rows: rows)
  }
}
