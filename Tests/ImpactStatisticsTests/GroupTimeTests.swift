import ImpactStatistics
import Testing

/// Against group means and complex-step derivatives in R; the code is in impact.R.
///
/// R's `did` is not needed for them: without covariates its estimator is a difference of group means,
/// and its analytic standard errors are those of the influence of each unit.
@Suite struct GroupTimeTests {
  private func panel(_ name: String) throws -> StaggeredPanel {
    let reference = try Reference.expected("impact")["group_time"]
    let starts = reference["start"].numbers
    let rows = reference[name]
    return StaggeredPanel(
      places: starts.indices.map { "place \($0)" },
      firstTreated: starts.map { $0 == 0 ? nil : Int($0) },
      place: rows["i"].numbers.map { Int32($0) - 1 }, period: rows["t"].numbers.map { Int($0) },
      outcome: rows["y"].numbers, weights: rows["w"].numbers)
  }

  @Test(arguments: [
    ("rows_never", "rows", ComparisonGroup.neverTreated, BasePeriod.varying),
    ("rows_notyet", "rows", .notYetTreated, .varying),
    ("balanced_never", "balanced", .neverTreated, .varying),
    ("balanced_notyet", "balanced", .notYetTreated, .universal),
  ])
  func `effects, averages and their standard errors equal the derivatives`(
    _ name: String, _ rows: String, _ comparison: ComparisonGroup, _ base: BasePeriod
  ) throws {
    let expected = try Reference.expected("impact")["group_time"][name]
    let estimate = try panel(rows).groupTimeEffects(comparison: comparison, base: base)
    #expect(estimate.effects.map(\.group) == expected["g"].numbers.map { Int($0) })
    #expect(estimate.effects.map(\.period) == expected["t"].numbers.map { Int($0) })
    #expect(estimate.effects.map(\.base) == expected["b"].numbers.map { Int($0) })
    var all = estimate.effects.map(\.effect)
    for average in EffectAverage.allCases {
      let averaged = try estimate.average(average)
      all.append(averaged.overall)
      all += averaged.parts.map(\.effect)
    }
    let values = expected["value"].numbers
    let errors = expected["se"].numbers
    #expect(all.count == values.count)
    for (index, effect) in all.enumerated() {
      #expect(agree(effect.value, values[index]), "\(name) \(index)")
      let error = try #require(effect.standardError)
      #expect(agree(error, errors[index]), "\(name) \(index): \(error), R \(errors[index])")
    }
    let test = try #require(estimate.preTest)
    #expect(agree(test.statistic, expected["wald"].number))
    #expect(test.degreesOfFreedom == Int(expected["wald_df"].number))
    #expect(agree(test.p, expected["wald_p"].number))
  }

  @Test func `a panel's standard errors are those of a regression of changes`() throws {
    // sandwich::vcovHC(lm(change ~ group, weights = w), type = "HC0").
    let reference = try Reference.expected("impact")["group_time"]["hc0"]
    let effects = try panel("balanced").groupTimeEffects().effects
    for (column, cell) in [
      ("V1", (2016, 2016)), ("V2", (2016, 2020)), ("V3", (2018, 2019)), ("V4", (2019, 2020)),
    ] {
      let effect = try #require(
        effects.first { $0.group == cell.0 && $0.period == cell.1 }
      ).effect
      #expect(agree(effect.value, reference[column].numbers[0]))
      #expect(agree(effect.standardError ?? .nan, reference[column].numbers[1]))
    }
  }

  /// County teen employment, R `did`'s data `mpdta`.
  ///
  /// 500 counties, of which 20 raised the minimum wage in 2004, 40 in 2006 and 131 in 2007. The data set is not at hand, so counties are made whose
  /// groups have the published ATT(g, t); the averages then have to be the published ones.
  @Test func `averages of the published effects are the published averages`() throws {
    let published: [(group: Int, size: Int, effects: [Double])] = [
      (2004, 20, [-0.010503, -0.070423, -0.137259, -0.100811]),
      (2006, 40, [0.006520, -0.002751, -0.004595, -0.041224]),
      (2007, 131, [0.030507, -0.002726, -0.031087, -0.026054]),
    ]
    var panel = StaggeredPanel(places: [], firstTreated: [], place: [], period: [], outcome: [])
    func add(_ group: Int?, size: Int, means: [Double]) {
      for county in 0..<size {
        panel.places.append("county \(panel.places.count)")
        panel.firstTreated.append(group)
        // Counties of a group differ by amounts that sum to zero in each period.
        let spread = Double(2 * county + 1 - size) / Double(size)
        for (index, mean) in means.enumerated() {
          panel.place.append(Int32(panel.places.count - 1))
          panel.period.append(2003 + index)
          panel.outcome.append(mean + spread * Double(1 + index % 2))
        }
      }
    }
    add(nil, size: 309, means: [5.1, 5.3, 5.2, 5.25, 5.5])
    for (group, size, effects) in published {
      var path = [0.0]
      var base = 0.0
      for (index, effect) in effects.enumerated() {
        let isBefore = 2004 + index < group
        path.append((isBefore ? path[index] : base) + effect)
        if isBefore { base = path[index + 1] }
      }
      let trend = [5.1, 5.3, 5.2, 5.25, 5.5]
      add(group, size: size, means: zip(trend, path).map(+))
    }
    let estimate = try panel.groupTimeEffects()
    for effect in estimate.effects {
      let wanted = try #require(published.first { $0.group == effect.group })
        .effects[effect.period - 2004]
      #expect((effect.effect.value - wanted).magnitude < 1e-12)
    }
    let dynamic = try estimate.average(.dynamic)
    #expect((dynamic.overall.value + 0.0772).magnitude < 5e-5)
    let late = dynamic.parts.filter { $0.key >= 0 }.map(\.effect.value)
    for (value, wanted) in zip(late, [-0.0199, -0.0510, -0.1373, -0.1008]) {
      #expect((value - wanted).magnitude < 5e-5)
    }
    #expect(dynamic.parts.map(\.key) == [-3, -2, -1, 0, 1, 2, 3])
    #expect((try estimate.average(.group).overall.value + 0.0310).magnitude < 5e-5)
  }

  @Test func `two periods and one group are the difference in differences`() throws {
    let full = try panel("rows")
    var panel = StaggeredPanel(
      places: full.places, firstTreated: full.firstTreated.map { $0 == 2016 ? 2016 : nil },
      place: [], period: [], outcome: [], weights: [])
    for row in full.outcome.indices where full.period[row] <= 2016 {
      panel.place.append(full.place[row])
      panel.period.append(full.period[row])
      panel.outcome.append(full.outcome[row])
      panel.weights?.append(full.weights?[row] ?? 1)
    }
    let staggered = try panel.groupTimeEffects()
    let plain = try TwoPeriodPanel(
      places: panel.places, isTreated: panel.firstTreated.map { $0 != nil }, place: panel.place,
      isAfter: panel.period.map { $0 == 2016 }, outcome: panel.outcome, weights: panel.weights
    ).differenceInDifferences(variance: .cr0).effect
    #expect(staggered.effects.count == 1)
    let effect = staggered.effects[0].effect
    #expect(agree(effect.value, plain.value))
    #expect(agree(effect.standardError ?? .nan, plain.standardError))
    #expect(staggered.preTest == nil)
    #expect(staggered.noPreTest == .noPeriodsBefore)
    for average in EffectAverage.allCases {
      #expect(agree(try staggered.average(average).overall.value, plain.value))
    }
  }

  @Test func `the order of rows does not matter`() throws {
    let panel = try panel("rows")
    var turned = panel
    turned.place.reverse()
    turned.period.reverse()
    turned.outcome.reverse()
    turned.weights?.reverse()
    let first = try panel.groupTimeEffects(comparison: .notYetTreated)
    let second = try turned.groupTimeEffects(comparison: .notYetTreated)
    for (one, other) in zip(first.effects, second.effects) {
      #expect(agree(one.effect.value, other.effect.value))
      #expect(agree(one.effect.standardError ?? .nan, other.effect.standardError ?? .nan))
    }
  }

  /// Three places a group, periods 1 to 3.
  private func small(
    _ starts: [Int?], change: (inout StaggeredPanel) -> Void = { _ in }
  ) -> StaggeredPanel {
    var panel = StaggeredPanel(
      places: starts.indices.map { "p\($0)" }, firstTreated: starts, place: [], period: [],
      outcome: [])
    for place in starts.indices {
      for period in 1...3 {
        panel.place.append(Int32(place))
        panel.period.append(period)
        panel.outcome.append(Double(place * period % 5) + Double(period * period))
      }
    }
    change(&panel)
    return panel
  }

  @Test func `places that cannot be used are left out and named`() throws {
    let panel = small([1, 2, 2, nil, nil, 9])
    let estimate = try panel.groupTimeEffects()
    #expect(estimate.effects.map(\.group) == [2, 2])
    #expect(estimate.effects[0].comparisonCount == 3, "a start after the last period is none")
    #expect(estimate.cautions.contains(.treatedFromTheStart(["p0"])))
    #expect(estimate.cautions.contains(.placesWereChosen))
    #expect(estimate.cautions.contains(.fewTreatedInMargin(treated: 2, places: 6)))
    let gap = small([2, 2, 2, nil, nil]) { panel in
      panel.place.removeLast()
      panel.period.removeLast()
      panel.outcome.removeLast()
    }
    #expect(throws: ImpactError.emptyCell(group: "p4", period: "3")) {
      try gap.groupTimeEffects()
    }
    let without = try gap.groupTimeEffects(missing: .leaveOut)
    #expect(without.cautions.contains(.missingPeriods(["p4"])))
    #expect(without.effects[0].comparisonCount == 1)
    #expect(without.effects[0].effect.noMargin == .singlePlace)
    #expect(without.effects[0].effect.standardError == nil)
    #expect(try without.average(.dynamic).overall.noMargin == .singlePlace)
  }

  @Test func `groups and periods without a comparison are listed`() throws {
    let estimate = try small([2, 2, 3, 3]).groupTimeEffects(comparison: .notYetTreated)
    #expect(estimate.effects.filter(\.isAfterStart).map(\.group) == [2])
    #expect(estimate.notEstimable.map(\.group) == [2, 3, 3])
    #expect(estimate.notEstimable.map(\.period) == [3, 2, 3])
  }

  @Test func `bad input is named`() throws {
    func expect(
      _ error: ImpactError, _ starts: [Int?], _ comparison: ComparisonGroup = .neverTreated,
      change: (inout StaggeredPanel) -> Void = { _ in }
    ) {
      #expect(throws: error) {
        try small(starts, change: change).groupTimeEffects(comparison: comparison)
      }
    }
    expect(.noTreated, [nil, nil, nil])
    expect(.noTreated, [nil, 7])
    expect(.noGroupWithBaseline, [1, 1, nil])
    expect(.noNeverTreated, [2, 3, 3])
    expect(.noComparison, [2, 2])
    expect(.noComparison, [2, 2], .notYetTreated)
    expect(.onePeriod, [2, nil]) { $0.period = $0.period.map { _ in 4 } }
    expect(.noTreated, []) { _ in }
    expect(.invalidWeight(0, place: "p0"), [2, nil]) { $0.weights = [1, 0, 1, 1, 1, 1] }
    expect(.notFinite(what: "the outcome", place: "p1"), [2, nil]) { $0.outcome[4] = .infinity }
    expect(.unequalCounts(what: "periods", count: 5, expected: 6), [2, nil]) {
      $0.period.removeLast()
    }
    expect(.unequalCounts(what: "first treated periods", count: 1, expected: 2), [2, nil]) {
      $0.firstTreated.removeLast()
    }
    expect(.unknownPlace(number: 5, row: 6), [2, nil]) { $0.place[5] = 5 }
    expect(.repeatedPlace("p0"), [2, nil]) { $0.places[1] = "p0" }
    #expect(throws: ImpactError.invalidLevel(0)) {
      try small([2, nil]).groupTimeEffects(level: 0)
    }
    let alike = small([2, 2, nil, nil]) { $0.outcome = $0.outcome.map { _ in 3 } }
    let effect = try alike.groupTimeEffects().effects[0].effect
    #expect(effect.value == 0)
    #expect(effect.noMargin == .noSpread)
    // The same changes from different levels, which leaves only rounding.
    let parallel = small([2, 2, 2, nil, nil, nil]) { panel in
      for row in panel.outcome.indices {
        let isTreated = panel.place[row] < 3 && panel.period[row] > 1
        panel.outcome[row] =
          0.1 + 1.7 * Double(panel.place[row]) + 0.3 * Double(panel.period[row])
          + (isTreated ? 0.7 : 0)
      }
    }
    let estimate = try parallel.groupTimeEffects()
    #expect(agree(estimate.effects[0].effect.value, 0.7))
    #expect(estimate.effects[0].effect.noMargin == .noSpread)
    #expect(try estimate.average(.simple).overall.noMargin == .noSpread)
  }
}
