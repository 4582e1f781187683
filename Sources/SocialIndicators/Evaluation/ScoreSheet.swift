internal import Aggregation
internal import Tabular

/// The scores of one indicator row by row, with why they are missing.
///
/// Counts and shares of answers are made from it. Estimates come from the aggregated cells, not from here.
struct ScoreSheet {
  /// NaN where there is no score.
  var scores: [Double]
  /// Why there is none; nil where there is one.
  var reasons: [MissingReason?]
  /// Rows that have a score although not every item was answered.
  var isProrated: [Bool]

  /// Scores rows by the same rules as `DerivedVariable`.
  init(scoring: IndicatorDefinition.Scoring, columns: [ScoreColumn], in table: Table) {
    let count = table.rowCount
    var sums = [Double](repeating: 0, count: count)
    var answered = [Int](repeating: 0, count: count)
    reasons = [MissingReason?](repeating: nil, count: count)
    let countsOnly = scoring.rule == .any || scoring.rule == .count
    for column in columns {
      for row in 0..<count {
        let (value, reason) = Self.answer(column, row, table)
        if let value {
          sums[row] += countsOnly ? (value > 0 ? 1 : 0) : value
          answered[row] += 1
        } else if reasons[row] == nil {
          reasons[row] = reason
        }
      }
    }
    let variable = scoring.derivedVariable(name: "", columns: columns, in: table)
    let least = variable?.minimumAnswered ?? .max
    scores = [Double](repeating: .nan, count: count)
    isProrated = [Bool](repeating: false, count: count)
    for row in 0..<count where answered[row] >= least {
      var score = sums[row]
      switch scoring.rule {
      case .mean: score /= Double(answered[row])
      case .proratedSum: score = score * Double(columns.count) / Double(answered[row])
      case .any: score = score > 0 ? 1 : 0
      case .sum, .count: break
      }
      switch variable?.transform {
      case .within(let low, let high): score = score >= low && score <= high ? 1 : 0
      case .affine(let scale, let offset): score = scale * score + offset
      default: break
      }
      scores[row] = score
      isProrated[row] = answered[row] < columns.count
      reasons[row] = nil
    }
  }

  private static func answer(
    _ column: ScoreColumn, _ row: Int, _ table: Table
  ) -> (value: Double?, reason: MissingReason) {
    switch table[column.column] {
    case .coded(let coded):
      let code = coded.codes[row]
      if let reason = CodedColumn.reason(for: code) { return (nil, reason) }
      guard Int(code) < coded.levels.count else { return (nil, .unreadable) }
      let value = coded.levels[Int(code)].value
      if let reason = column.reason(for: value) { return (nil, reason) }
      return (column.score(value), .other)
    case .real(let real):
      return (real[row], real.reason(row) ?? .other)
    default: return (nil, .notAsked)
    }
  }

  /// The wave without its estimate: rows asked and answered, why others are missing.
  func wave(_ id: String, rows: [Int], isShare: Bool) -> IndicatorResult.Wave {
    var counts: [MissingReason: Int] = [:]
    var answered = 0
    var prorated = 0
    var ones = 0
    for row in rows {
      if let reason = reasons[row] {
        counts[reason, default: 0] += 1
      } else {
        answered += 1
        prorated += isProrated[row] ? 1 : 0
        ones += scores[row] == 1 ? 1 : 0
      }
    }
    // Whom the question was not put to could not have answered it.
    let base = rows.count - counts[.notApplicable, default: 0] - counts[.notAsked, default: 0]
    return IndicatorResult.Wave(
      wave: id, estimate: nil, asked: base, answered: answered,
      missing: MissingReason.allCases.compactMap { reason in
        counts[reason].map { .init(reason: reason.name, count: $0) }
      }, prorated: prorated, numerator: isShare && answered > 0 ? ones : nil)
  }
}
