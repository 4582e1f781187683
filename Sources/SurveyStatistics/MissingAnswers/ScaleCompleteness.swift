public import Aggregation
public import Tabular

/// How many respondents answered enough items of a scale to be given a score.
///
/// The half rule scores those who answered at least half of the items; `DerivedVariable` declares
/// the minimum.
public struct ScaleCompleteness: Sendable, Hashable {
  /// The scale.
  public let variable: String
  /// How many items must be answered.
  public let minimumAnswered: Int
  /// Respondents by how many items they answered, from none to all.
  public let respondents: [Int]
  /// Their sums of weights.
  public let weightedRespondents: [Double]

  /// The half rule's minimum: half of the items, rounded up.
  public static func halfRule(items: Int) -> Int { (items + 1) / 2 }

  /// The number of items.
  public var items: Int { respondents.count - 1 }
  /// All respondents looked at.
  public var total: Int { respondents.reduce(0, +) }
  /// Respondents who answered enough.
  public var scored: Int { respondents[min(minimumAnswered, items)...].reduce(0, +) }
  /// The share who answered enough; nil without respondents.
  public var share: Double? { total > 0 ? Double(scored) / Double(total) : nil }
  /// The share who answered every item; nil without respondents.
  public var completeShare: Double? {
    total > 0 ? Double(respondents[items]) / Double(total) : nil
  }
  /// The share who answered enough but not all: whose scores lean on what they left out.
  public var rescuedShare: Double? {
    total > 0 ? Double(scored - respondents[items]) / Double(total) : nil
  }
  /// The weighted share who answered enough; nil where weights sum to 0.
  public var weightedShare: Double? {
    let all = weightedRespondents.reduce(0, +)
    let enough = weightedRespondents[min(minimumAnswered, items)...].reduce(0, +)
    return all > 0 ? enough / all : nil
  }

  /// Counts the items that each row answers.
  ///
  /// - Parameters:
  ///   - variable: The scale; an item that its table of values has no number for is not answered.
  ///   - table: The table.
  ///   - weights: One weight a row; all 1 where nil.
  /// - Throws: `noColumn`, `invalidWeights`, `invalidArgument` where the minimum is no number of
  ///   the items.
  public init(
    _ variable: DerivedVariable, in table: Table, weights: [Double]? = nil
  ) throws(MissingAnswersError) {
    try checkWeights(weights, rows: table.rowCount)
    let items = variable.parts.count
    guard variable.minimumAnswered >= 0, variable.minimumAnswered <= items else {
      throw .invalidArgument(
        name: "minimum answered of \(variable.name)", value: Double(variable.minimumAnswered),
        expected: "a number from 0 to \(items)")
    }
    var answered = [Int](repeating: 0, count: table.rowCount)
    for part in variable.parts {
      switch part {
      case .coded(let name, let values):
        guard case .coded(let column) = table[name], values.count == 256 else {
          throw .noColumn(name)
        }
        for (row, code) in column.codes.enumerated() where !values[Int(code)].isNaN {
          answered[row] += 1
        }
      case .real(let name):
        guard case .real(let column) = table[name] else { throw .noColumn(name) }
        for row in 0..<table.rowCount where column.missing[row] == 0 { answered[row] += 1 }
      }
    }
    var respondents = [Int](repeating: 0, count: items + 1)
    var weighted = [Double](repeating: 0, count: items + 1)
    for (row, count) in answered.enumerated() {
      respondents[count] += 1
      weighted[count] += weights?[row] ?? 1
    }
    self.variable = variable.name
    minimumAnswered = variable.minimumAnswered
    self.respondents = respondents
    weightedRespondents = weighted
  }
}
