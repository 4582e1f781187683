internal import SurveyData
internal import Tabular

extension IndicatorDefinition.Scoring {
  /// The ends of the score before it is rescaled or made a share; nil without items.
  ///
  /// `partCount` is the number of columns summed: a multiple-choice item has one an option.
  package func range(partCount: Int) -> ClosedRange<Double>? {
    guard let low = items.map(\.low).min(), let high = items.map(\.high).max(), low <= high else {
      return nil
    }
    switch rule {
    case .mean: return low...high
    case .any: return 0...1
    case .count: return 0...Double(partCount)
    case .sum, .proratedSum:
      if items.count == partCount {
        return items.reduce(0) { $0 + $1.low }...items.reduce(0) { $0 + $1.high }
      }
      return Double(partCount) * low...Double(partCount) * high
    }
  }

  /// What figures of this score are measured in.
  package func unit(partCount: Int) -> IndicatorResult.Unit {
    if shareWithin != nil || rule == .any { return .share }
    if rescaleTo100 { return .score(low: 0, high: 100) }
    let range = range(partCount: partCount) ?? 0...1
    return .score(low: range.lowerBound, high: range.upperBound)
  }

  /// The formula in words and symbols.
  package var formula: String {
    let items = items.map { item in
      item.isReversed ? "(\(shortNumber(item.low + item.high)) − \(item.id))" : item.id
    }.joined(separator: ", ")
    var formula =
      switch rule {
      case .mean: "mean of \(items)"
      case .sum: "sum of \(items)"
      case .proratedSum: "sum of \(items), missing items replaced by the person's own mean"
      case .any: "1 where any of \(items) is above 0, else 0"
      case .count: "count of \(items) above 0"
      }
    formula += "; at least \(minimumAnswered) of \(self.items.count) answered"
    if let shareWithin {
      formula +=
        "; share of persons from \(shortNumber(shareWithin.lowerBound)) to \(shortNumber(shareWithin.upperBound))"
    }
    if rescaleTo100 { formula += "; rescaled to 0–100" }
    return formula
  }
}

/// The reasons that definitions may give for a missing code.
let missingReasonNames = MissingReason.allCases.map(\.name)
