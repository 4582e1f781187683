package import Localization

/// How the numbers of an axis are printed.
package struct TickLabels: Sendable {
  package var isShare: Bool
  /// Whether a plus or minus stands before every number but zero.
  package var isSigned: Bool
  package var language: Language

  package init(isShare: Bool, isSigned: Bool, language: Language) {
    self.isShare = isShare
    self.isSigned = isSigned
    self.language = language
  }

  /// The labels of the ticks, all with the same decimals.
  package func callAsFunction(_ ticks: [Double]) -> [String] {
    let factor = isShare ? 100.0 : 1
    let decimals = Self.decimals(for: ticks.map { $0 * factor })
    return ticks.map { tick in
      if isSigned { return language.signedNumber(tick * factor, decimals: decimals) }
      return isShare
        ? language.percent(tick, decimals: decimals) : language.number(tick, decimals: decimals)
    }
  }

  /// The fewest decimals that tell all ticks apart exactly.
  package static func decimals(for values: [Double]) -> Int {
    var unit = 1.0
    for places in 0..<4 {
      if values.allSatisfy({ abs($0 * unit - ($0 * unit).rounded()) < 1e-6 }) { return places }
      unit *= 10
    }
    return 4
  }
}
