internal import SocialIndicators
internal import SurveyStatistics

/// The rules by which parts of results are withheld.
struct DisclosureRules {
  typealias Withholding = PublishableResult.Withholding
  var thresholds: DisclosureThresholds

  /// What is hidden and in which wave it began.
  struct Finding {
    var reason: Withholding.Reason
    var waves: Set<String>
  }

  /// Why a result may not be shown by itself, or nil.
  func primaryReason(of result: IndicatorResult) -> Finding? {
    var finding: Finding?
    for wave in result.waves {
      guard let reason = reason(of: wave, in: result) else { continue }
      if finding == nil { finding = Finding(reason: reason, waves: []) }
      finding?.waves.insert(wave.wave)
    }
    return finding
  }

  private func reason(
    of wave: IndicatorResult.Wave, in result: IndicatorResult
  ) -> Withholding.Reason? {
    guard let estimate = wave.estimate else { return nil }
    if tellsItsAnswers(result),
      wave.distribution.contains(where: { $0.count < thresholds.leastCell })
    {
      return .smallCell(least: thresholds.leastCell)
    }
    switch result.basis {
    case .eventRecords: return nil
    case .answers:
      if estimate.respondents < thresholds.leastRespondents {
        return .fewRespondents(least: thresholds.leastRespondents)
      }
    case .personRecords:
      if estimate.respondents < thresholds.leastCell {
        return .smallCell(least: thresholds.leastCell)
      }
    }
    return hasSmallSide(numerator: wave.numerator, of: estimate.respondents)
      ? .smallCell(least: thresholds.leastCell) : nil
  }

  /// Whether the figure is as good as its distribution: n, the mean and its error are three equations,
  /// enough to solve for the counts of up to three answers.
  func tellsItsAnswers(_ result: IndicatorResult) -> Bool {
    if case .share = result.unit, result.basis == .answers { return false }
    return result.basis != .eventRecords
      && result.waves.contains { (1...3).contains($0.distribution.count) }
  }

  private func hasSmallSide(numerator: Int?, of respondents: Int) -> Bool {
    guard let numerator else { return false }
    return min(numerator, respondents - numerator) < thresholds.leastCell
  }

  /// Hides parts until what can be had by subtraction is large enough, smallest parts first.
  func hideDerivable(
    _ family: Family, in results: [IndicatorResult], _ findings: inout [Finding?]
  ) {
    guard let whole = family.whole, findings[whole] == nil else { return }
    for part in family.parts where findings[part] == nil {
      let small = results[whole].waves.indices.filter { wave in
        isSmallRemainder(whole: results[whole], minus: [results[part]], wave: wave)
      }
      if !small.isEmpty { findings[part] = Finding(reason: .couldBeDerived, waves: []) }
    }
    while family.parts.contains(where: { findings[$0] != nil }) {
      let shown = family.parts.filter { findings[$0] == nil }
      let parts = shown.map { results[$0] }
      let derivable = results[whole].waves.indices.contains { wave in
        isSmallRemainder(whole: results[whole], minus: parts, wave: wave)
      }
      guard derivable,
        let next = shown.min(by: { size(results[$0]) < size(results[$1]) })
      else { return }
      findings[next] = Finding(reason: .couldBeDerived, waves: [])
    }
  }

  private func size(_ result: IndicatorResult) -> Int {
    result.waves.map { $0.estimate?.respondents ?? 0 }.min() ?? 0
  }

  /// Whether the persons of the whole that are in none of the parts are some, but too few.
  private func isSmallRemainder(
    whole: IndicatorResult, minus parts: [IndicatorResult], wave: Int
  ) -> Bool {
    guard let estimate = whole.waves[wave].estimate else { return false }
    let waves = parts.compactMap { part in
      part.waves.first { $0.wave == whole.waves[wave].wave }
    }
    let rest = estimate.respondents - waves.reduce(0) { $0 + ($1.estimate?.respondents ?? 0) }
    if rest <= 0 { return false }
    let least =
      whole.basis == .answers ? thresholds.leastRespondents : thresholds.leastCell
    if rest < least { return true }
    guard let numerator = whole.waves[wave].numerator else { return false }
    let restNumerator = numerator - waves.reduce(0) { $0 + ($1.numerator ?? 0) }
    return hasSmallSide(numerator: restNumerator, of: rest)
  }

  /// Hides the groups of a figure that is as good as its distribution where that has a small cell
  /// or cannot be looked at: groups carry no distribution of their own.
  func hideSolvable(_ family: Family, in results: [IndicatorResult], _ findings: inout [Finding?]) {
    guard let whole = family.whole, tellsItsAnswers(results[whole]) else { return }
    for part in family.parts where findings[part] == nil {
      findings[part] = Finding(reason: .couldBeDerived, waves: [])
    }
  }

  /// The result without small counts of who gave no usable answer.
  ///
  /// Reasons that count few persons are hidden, together with the next smallest ones until what is
  /// hidden is large enough, since the total can be had from the rows asked and answered. Groups
  /// tell neither reasons nor rows asked: the groups that are hidden could be had by subtraction.
  private func withoutSmallReasons(_ result: IndicatorResult) -> IndicatorResult {
    guard result.basis != .eventRecords else { return result }
    var result = result
    for index in result.waves.indices {
      if result.group != nil {
        result.waves[index].missing = []
        result.waves[index].asked = 0
      }
      if result.waves[index].prorated < thresholds.leastCell { result.waves[index].prorated = 0 }
      var hidden = 0
      let order = result.waves[index].missing.indices.sorted {
        (result.waves[index].missing[$0].count, $0) < (result.waves[index].missing[$1].count, $1)
      }
      for reason in order {
        let count = result.waves[index].missing[reason].count
        let isLeft = hidden > 0 && hidden < thresholds.leastCell
        guard count > 0, count < thresholds.leastCell || isLeft else { continue }
        hidden += count
        result.waves[index].missing[reason].count = 0
      }
    }
    return result
  }

  /// The result without counts of waves that have no figure and few rows, and without small counts
  /// beside the figures: a reason with a count of 0 is one that is not told.
  func withoutSmallCounts(_ result: IndicatorResult) -> IndicatorResult {
    var result = withoutSmallReasons(result)
    for (index, wave) in result.waves.enumerated()
    where wave.estimate == nil && wave.asked < thresholds.leastRespondents {
      result.waves[index] = IndicatorResult.Wave(
        wave: wave.wave, estimate: nil, asked: 0, answered: 0, refusal: wave.refusal)
    }
    return result
  }

  /// The result without any figure.
  func withholding(_ result: IndicatorResult, because finding: Finding) -> PublishableResult {
    var bare = result
    var withheld: [Withholding] = []
    for (index, wave) in result.waves.enumerated() where wave.estimate != nil {
      let isCause = finding.waves.isEmpty || finding.waves.contains(wave.wave)
      withheld.append(
        Withholding(
          part: .wave(wave.wave), reason: isCause ? finding.reason : .couldBeDerived))
      bare.waves[index] = IndicatorResult.Wave(
        wave: wave.wave, estimate: nil, asked: 0, answered: 0)
    }
    if result.change != nil {
      withheld.append(Withholding(part: .change, reason: finding.reason))
      bare.change = IndicatorResult.ChangeFinding(
        change: nil, outcome: .notAssessed(reason: .tooFewAnswers))
    }
    return PublishableResult(result: bare, withheld: withheld)
  }

  /// The result without distributions that have a small cell in any wave.
  ///
  /// A group never has one: the answers of the groups that are hidden could be subtracted.
  func withholdingDistributions(_ result: IndicatorResult) -> PublishableResult {
    guard result.basis != .eventRecords else {
      return PublishableResult(result: result, withheld: [])
    }
    let small = Set(
      result.waves.filter { wave in
        wave.distribution.contains { $0.count < thresholds.leastCell }
      }.map(\.wave))
    guard !small.isEmpty || result.group != nil else {
      return PublishableResult(result: result, withheld: [])
    }
    var bare = result
    var withheld: [Withholding] = []
    for (index, wave) in result.waves.enumerated() where !wave.distribution.isEmpty {
      bare.waves[index].distribution = []
      withheld.append(
        Withholding(
          part: .distribution(wave.wave),
          reason: small.contains(wave.wave)
            ? .smallCell(least: thresholds.leastCell) : .couldBeDerived))
    }
    return PublishableResult(result: bare, withheld: withheld)
  }
}
