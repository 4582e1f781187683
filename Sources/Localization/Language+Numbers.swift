import CICU

extension Language {
  /// What stands for a number that is not one, in every language.
  package static let notAvailable = "–"

  /// A number with exactly so many decimals.
  ///
  /// Rounds half away from zero on the shortest decimal that reads back as the number, so that
  /// 2.675 with two decimals is 2.68 as on paper, and never writes minus zero. What is not finite
  /// is written as ``notAvailable``.
  package func number(_ value: Double, decimals: Int) -> String {
    formatted(value, decimals: decimals)
  }

  /// A number with its sign, plus or minus; what rounds to zero has none.
  package func signedNumber(_ value: Double, decimals: Int) -> String {
    formatted(value, decimals: decimals, sign: CICU_SIGN_EXCEPT_ZERO)
  }

  /// A whole number.
  package func integer(_ value: Int) -> String {
    formatted(Double(value), decimals: 0)
  }

  /// A share of 1 as a percentage: 0.125 is `12.5%` or `12,5 %`.
  ///
  /// A language file may hold its own pattern under `format.percent`, such as `{number} %`, since
  /// Latvian and Estonian guides differ from CLDR.
  package func percent(_ share: Double, decimals: Int) -> String {
    guard share.isFinite else { return Self.notAvailable }
    if strings["format.percent"] != nil {
      return string(
        "format.percent",
        ["number": .text(formatted(share, decimals: decimals, powerOfTen: 2))])
    }
    guard let rules = NumberRules.rules(for: tag) else {
      return formatted(share, decimals: decimals, powerOfTen: 2, percentSign: true)
    }
    return formatted(share, decimals: decimals, powerOfTen: 2) + rules.percentSuffix
  }

  /// A difference of shares in percentage points, signed, without the words: 0.04 is `+4`.
  ///
  /// The words inflect, so they belong to the message around the number.
  package func percentagePoints(_ difference: Double, decimals: Int) -> String {
    formatted(difference, decimals: decimals, powerOfTen: 2, sign: CICU_SIGN_EXCEPT_ZERO)
  }

  /// Two ends in words, by the message `interval`: `0.12 to 0.34`.
  ///
  /// Words, because a dash beside a minus is misread.
  package func interval(low: Double, high: Double, decimals: Int) -> String {
    interval(low: number(low, decimals: decimals), high: number(high, decimals: decimals))
  }

  /// Two ends that are already written.
  package func interval(low: String, high: String) -> String {
    guard strings["interval"] != nil || fallback["interval"] != nil else {
      return "\(low) to \(high)"
    }
    return string("interval", ["low": .text(low), "high": .text(high)])
  }

  /// A number with as many decimals as it needs, at most three, as it stands in sentences.
  func plainNumber(_ value: Double) -> String {
    var decimals = 0
    var scaled = value
    while decimals < 3, scaled != scaled.rounded() {
      scaled *= 10
      decimals += 1
    }
    var text = formatted(value, decimals: decimals)
    // 0.1 × 1000 may not be whole in binary, which asks for more decimals than there are.
    let point =
      NumberRules.rules(for: tag)?.decimal ?? formatted(0.5, decimals: 1).dropFirst().first
      .map(String.init) ?? "."
    if text.contains(point), decimals > 0 {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(point) { text.removeLast() }
    }
    return text
  }

  private func formatted(
    _ value: Double, decimals: Int, powerOfTen: Int = 0, sign: Int = CICU_SIGN_NEGATIVE,
    percentSign: Bool = false
  ) -> String {
    guard value.isFinite else { return Self.notAvailable }
    let places = Int32(min(max(decimals, 0), 15))
    func text(_ rules: cicu_number_rules) -> String? {
      taken(
        cicu_number(
          tag, rules, value, places, Int32(powerOfTen), Int32(sign), percentSign ? 1 : 0))
    }
    guard let own = NumberRules.rules(for: tag) else {
      return text(cicu_number_rules()) ?? Self.notAvailable
    }
    return own.decimal.withCString { decimal in
      own.group.withCString { group in
        own.minus.withCString { minus in
          text(
            cicu_number_rules(
              decimal: decimal, group: group, minus: minus,
              minimum_grouping: Int32(own.minimumGrouping)))
        }
      }
    } ?? Self.notAvailable
  }
}

/// Takes a string over from ICU's shim and gives its memory back.
func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
  guard let text else { return nil }
  defer { cicu_free(text) }
  return String(cString: text)
}
