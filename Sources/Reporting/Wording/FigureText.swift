import Localization
import SocialIndicators

/// Prints numbers of one unit: levels, changes and sizes.
struct FigureText {
  let unit: IndicatorResult.Unit
  let language: Language

  /// A value of a wave.
  func level(_ value: Double) -> String {
    switch unit {
    case .share: language.percent(value, decimals: 0)
    case .score: language.number(value, decimals: decimals)
    case .amount:
      language.number(value, decimals: value == value.rounded() || abs(value) >= 100 ? 0 : 1)
    case .perThousand: language.number(value, decimals: abs(value) >= 100 ? 0 : 1)
    case .coefficient: language.number(value, decimals: 2)
    }
  }

  /// A level's interval, with the decimals of the level.
  func levelInterval(low: Double, high: Double) -> String {
    language.interval(low: level(low), high: level(high))
  }

  /// A change without its sign, for `rose by 0.6`, with the decimals of its interval's ends.
  func size(_ change: Double, beside ends: [Double] = []) -> String {
    language.number(abs(change) * factor, decimals: changeDecimals(ends))
  }

  /// A margin as it was declared, with all of its decimals: 0.25 must not be printed as 0.3, which
  /// would claim another test than was made.
  func margin(_ margin: Double) -> String {
    let value = margin * factor
    var scale = 1.0
    var decimals = 0
    while decimals < 4, ((value * scale).rounded() / scale - value).magnitude > 1e-9 {
      scale *= 10
      decimals += 1
    }
    return language.number(value, decimals: decimals)
  }

  /// A change with its sign, with the decimals of its interval's ends.
  func change(_ change: Double, beside ends: [Double] = []) -> String {
    language.signedNumber(change * factor, decimals: changeDecimals(ends))
  }

  /// An end of a change's interval: a minus where needed, no plus.
  func end(_ change: Double, beside other: Double) -> String {
    language.number(change * factor, decimals: changeDecimals([change, other]))
  }

  /// The interval of a change.
  func interval(low: Double, high: Double) -> String {
    language.interval(low: end(low, beside: high), high: end(high, beside: low))
  }

  /// `+0.4 (−0.1 to 0.9)`.
  func changeWithInterval(_ change: Double, low: Double, high: Double) -> String {
    "\(self.change(change, beside: [low, high])) (\(interval(low: low, high: high)))"
  }

  /// What changes are counted in.
  var changeUnit: String { language.string("unit.change", ["unit": .text(name)]) }

  /// What levels are, for subtitles and tables.
  var levelUnit: String { language.string("unit.level", scale) }

  /// The scale alone, for rows of charts: `0 to 10`.
  var scaleName: String { language.string("unit.scale", scale) }

  private var scale: [String: MessageArgument] {
    var arguments: [String: MessageArgument] = [
      "unit": .text(name), "low": .text(""), "high": .text(""), "thing": .text(""),
    ]
    switch unit {
    case .score(let low, let high):
      arguments["low"] = .text(language.number(low, decimals: low == low.rounded() ? 0 : 1))
      arguments["high"] = .text(language.number(high, decimals: high == high.rounded() ? 0 : 1))
    case .amount(let thing):
      arguments["thing"] = .text(language.string("unit.thing", ["thing": .text(thing)]))
    default: break
    }
    return arguments
  }

  /// The unit's word in the messages that select by it.
  var name: String {
    switch unit {
    case .share: "share"
    case .score: "score"
    case .amount: "amount"
    case .perThousand: "per_thousand"
    case .coefficient: "coefficient"
    }
  }

  /// What turns the change into the number printed: shares change by percentage points.
  var factor: Double { unit == .share ? 100 : 1 }

  private var decimals: Int {
    switch unit {
    case .share: 0
    case .score(let low, let high): high - low > 8 ? 1 : 2
    case .amount: 0
    case .perThousand: 1
    case .coefficient: 2
    }
  }

  /// One decimal more where rounding would print a number that is not zero as zero: an interval
  /// from 0.04 must not seem to begin at 0.
  private func changeDecimals(_ values: [Double]) -> Int {
    let usual = unit == .share ? 1 : decimals
    var half = 0.5
    for _ in 0..<usual { half /= 10 }
    return values.contains { $0 != 0 && abs($0) * factor < half } ? usual + 1 : usual
  }
}
