internal import ColumnKernels
package import Tabular

/// Scores one variable after the other into the same buffer, a block of rows at a time, so that
/// the parts of a block are added while it is in the nearest cache.
package struct VariableScoring {
  /// A part with its column found.
  private enum Source {
    case coded(CodedColumn, addends: [Double], present: [UInt16])
    case real(RealColumn)
  }

  private static let blockLength = 2048

  /// The value of each row, NaN where it is missing.
  package private(set) var scores: [Double]
  /// What to subtract before squaring: 0 for 0/1 variables, else the mean.
  ///
  /// The mean is rounded to a float's precision so that it hardly depends on the order of rows.
  private(set) var centre = 0.0
  private var answered = [UInt16](repeating: 0, count: blockLength)

  /// Makes room for the scores of so many rows.
  package init(rowCount: Int) { scores = [Double](repeating: 0, count: rowCount) }

  /// Fills `scores` with the variable's value of each row, NaN where it is missing.
  package mutating func score(
    _ variable: DerivedVariable, in table: Table
  ) throws(AggregationError) {
    guard !variable.parts.isEmpty else { throw .noParts(variable: variable.name) }
    var sources: [Source] = []
    for part in variable.parts {
      sources.append(try Self.source(part, of: variable, in: table))
    }
    let rule = ScoreRule(variable)
    var summary = ScoreSummary()
    Self.score(sources, rule, &scores, &answered, &summary)
    centre = summary.centre
  }

  private static func score(
    _ sources: [Source], _ rule: ScoreRule, _ scores: inout [Double], _ answered: inout [UInt16],
    _ summary: inout ScoreSummary
  ) {
    let rowCount = scores.count
    var allSums = scores.mutableSpan
    var allCounts = answered.mutableSpan
    var start = 0
    while start < rowCount {
      let rows = start..<min(start + blockLength, rowCount)
      var sums = allSums.extracting(rows)
      var counts = allCounts.extracting(first: rows.count)
      for row in 0..<rows.count {
        sums[row] = 0
        counts[row] = 0
      }
      for source in sources {
        switch source {
        case .coded(let column, let addends, let present):
          addCodes(
            column.codes.span.extracting(rows), addends: addends.span, present: present.span,
            sums: &sums, answered: &counts)
        case .real(let column):
          addReals(
            column.values.span.extracting(rows), missing: column.missing.span.extracting(rows),
            countingPositive: rule.combination.countsPositive, sums: &sums, answered: &counts)
        }
      }
      rule.finish(&sums, answered: counts.span, summary: &summary)
      start = rows.upperBound
    }
  }

  private static func source(
    _ part: DerivedVariable.Part, of variable: DerivedVariable, in table: Table
  ) throws(AggregationError) -> Source {
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
      let counting = variable.combination.countsPositive
      let addends = values.map { value in
        value.isFinite ? (counting ? (value > 0 ? 1 : 0) : value) : 0
      }
      return .coded(coded, addends: addends, present: values.map { $0.isFinite ? 1 : 0 })
    case .real(let name):
      guard let column = table[name] else {
        throw .unknownColumn(variable: variable.name, column: name)
      }
      guard case .real(let real) = column else {
        throw .wrongColumnKind(variable: variable.name, column: name, expected: "numbers")
      }
      return .real(real)
    }
  }
}

extension DerivedVariable.Combination {
  /// Whether parts count as 1 where above zero.
  fileprivate var countsPositive: Bool { self == .any || self == .count }
}

/// How the sum of a row's parts becomes its score.
private struct ScoreRule {
  let least: UInt16
  let parts: Double
  let combination: DerivedVariable.Combination
  let transform: DerivedVariable.Transform

  init(_ variable: DerivedVariable) {
    least = UInt16(clamping: max(1, variable.minimumAnswered))
    parts = Double(variable.parts.count)
    combination = variable.combination
    transform = variable.transform
  }

  /// Turns sums into scores and takes note of them, row after row.
  func finish(
    _ scores: inout MutableSpan<Double>, answered: Span<UInt16>, summary: inout ScoreSummary
  ) {
    if combination == .mean, transform == .identity {
      meanScores(&scores, answered: answered, least: least)
      for row in 0..<scores.count {
        let score = scores[row]
        if score == score { summary.add(score) }
      }
      return
    }
    for row in 0..<scores.count {
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
      if score == score { summary.add(score) }
    }
  }
}

/// The sum of all scores, and whether they are zeros and ones only.
private struct ScoreSummary {
  var sum = 0.0
  var count = 0.0
  var isBinary = true

  mutating func add(_ score: Double) {
    sum += score
    count += 1
    isBinary = isBinary && (score == 0 || score == 1)
  }

  var centre: Double {
    if isBinary || count == 0 { return 0 }
    let mean = Float(sum / count)
    return mean.isFinite ? Double(mean) : 0
  }
}
