package import SocialIndicators
package import SurveyData

/// Withholds what would disclose answers of few persons, and makes results printable.
///
/// A wave is withheld where too few persons stand behind it or behind either side of a share. A
/// group is withheld as well where what is left of the municipality without it, or what all hidden
/// groups of a variable add up to, would be too small: it could be had by subtraction. A result
/// that is withheld in one wave is withheld in all and in its change, so that two years cannot be
/// subtracted either. Distributions are withheld whole where one answer has too few, and with them
/// a mean of up to three answers, from which they could be solved for. Reasons why answers are
/// missing are hidden where they count few persons; how many are missing in all is told.
///
/// Persons whose group is not known count towards what is hidden, but do not cause hiding: nobody
/// can be recognised by having given no age.
package func protect(
  _ results: [IndicatorResult], thresholds: DisclosureThresholds = .standard,
  study: StudyDefinition
) -> [PublishableResult] {
  let rules = DisclosureRules(thresholds: thresholds)
  var reasons = results.map { rules.primaryReason(of: $0) }
  for family in families(of: results) {
    rules.hideSolvable(family, in: results, &reasons)
    rules.hideDerivable(family, in: results, &reasons)
  }
  return zip(results, reasons).map { result, reason in
    let result = rules.withoutSmallCounts(result)
    guard let reason else { return rules.withholdingDistributions(result) }
    return rules.withholding(result, because: reason)
  }
}

/// The results of one indicator, municipality and group variable: a whole and its parts.
struct Family {
  var whole: Int?
  var parts: [Int]
}

private func families(of results: [IndicatorResult]) -> [Family] {
  struct Key: Hashable {
    var municipality: String
    var indicator: String
    var variable: String?
  }
  var wholes: [Key: Int] = [:]
  var order: [Key] = []
  var parts: [Key: [Int]] = [:]
  for (index, result) in results.enumerated() {
    let key = Key(
      municipality: result.municipality, indicator: result.indicator,
      variable: result.group?.variable)
    if result.group == nil {
      wholes[key] = index
    } else {
      if parts[key] == nil { order.append(key) }
      parts[key, default: []].append(index)
    }
  }
  return order.map { key in
    let whole = Key(municipality: key.municipality, indicator: key.indicator, variable: nil)
    return Family(whole: wholes[whole], parts: parts[key] ?? [])
  }
}
