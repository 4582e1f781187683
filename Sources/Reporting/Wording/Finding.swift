import DisclosureControl
import Localization
import Plotting
import SocialIndicators
import SurveyStatistics

/// What may be said of one result, decided once for sentences, cards, tables and charts.
enum Finding {
  case rose(Change)
  case fell(Change)
  case smaller(Change, margin: Double)
  case cannotTell(Change)
  /// Levels without a comparison: open samples, one wave, reworded questions.
  case notCompared(reason: Refusal?)
  case open
  case oneWave
  case withheld(PublishableResult.Withholding.Reason)
  /// Nobody answered, or a wave was refused.
  case missing(reason: Refusal?)

  init(_ shown: PublishableResult) {
    let result = shown.result
    let hidden = shown.withheld.first {
      switch $0.part {
      case .wave, .wholeResult: true
      case .change, .distribution: false
      }
    }
    if let hidden {
      self = .withheld(hidden.reason)
      return
    }
    let present = result.waves.filter { $0.estimate != nil }
    if present.isEmpty {
      self = .missing(reason: result.waves.compactMap(\.refusal).first)
      return
    }
    if result.describesRespondentsOnly {
      self = .open
      return
    }
    guard let finding = result.change else {
      if result.waves.count < 2 {
        self = .oneWave
      } else if present.count < result.waves.count {
        self = .missing(reason: result.waves.compactMap(\.refusal).first)
      } else {
        self = .notCompared(reason: nil)
      }
      return
    }
    if let hidden = shown.withheld.first(where: { $0.part == .change }) {
      self = .withheld(hidden.reason)
      return
    }
    switch (finding.outcome, finding.change) {
    case (.rose, let change?): self = .rose(change)
    case (.fell, let change?): self = .fell(change)
    case (.smallerThan(let margin), let change?): self = .smaller(change, margin: margin)
    case (.cannotTell, let change?): self = .cannotTell(change)
    case (.notAssessed(let reason), _): self = .notCompared(reason: reason)
    case (_, nil): self = .notCompared(reason: nil)
    }
  }

  var change: Change? {
    switch self {
    case .rose(let change), .fell(let change), .smaller(let change, _), .cannotTell(let change):
      change
    case .notCompared, .open, .oneWave, .withheld, .missing: nil
    }
  }

  /// How a chart draws it; a rise or fall that was not declared beforehand is no finding.
  func emphasis(isDeclared: Bool) -> ChangeChart.Emphasis {
    switch self {
    case .rose: isDeclared ? .rose : .roseExploratory
    case .fell: isDeclared ? .fell : .fellExploratory
    case .smaller: .small
    case .cannotTell: .unclear
    case .notCompared, .open, .oneWave, .withheld, .missing: .notAssessed
    }
  }

  /// Whether the interval of the change misses zero.
  var hasMoved: Bool {
    switch self {
    case .rose, .fell: true
    case .smaller, .cannotTell, .notCompared, .open, .oneWave, .withheld, .missing: false
    }
  }

  /// Whether something was found out about the change, small or not.
  var isTold: Bool {
    switch self {
    case .rose, .fell, .smaller: true
    case .cannotTell, .notCompared, .open, .oneWave, .withheld, .missing: false
    }
  }
}
