import ImpactStatistics
import Testing

/// Against R clubSandwich 0.5.8 (`vcovCR`, `coef_test`) and sandwich 3.0 (`vcovCL`); impact.R.
@Suite struct DifferenceInDifferencesTests {
  private func panel(_ name: String, weighted: Bool = true) throws -> TwoPeriodPanel {
    let rows = try Reference.expected("impact")["did"][name]
    let places = rows["g"].numbers
    var isTreated = [Bool](repeating: false, count: 14)
    for (place, treated) in zip(places, rows["tr"].numbers) where treated == 1 {
      isTreated[Int(place) - 1] = true
    }
    return TwoPeriodPanel(
      places: (1...14).map { "place \($0)" }, isTreated: isTreated,
      place: places.map { Int32($0) - 1 }, isAfter: rows["t"].numbers.map { $0 == 1 },
      outcome: rows["y"].numbers, weights: weighted ? rows["w"].numbers : nil)
  }

  private static let types: [(String, ClusterVariance)] = [
    ("CR0", .cr0), ("CR1", .cr1), ("CR1S", .cr1s), ("CR2", .cr2), ("CR3", .cr3),
  ]

  private func check(
    _ name: String, _ panel: TwoPeriodPanel, _ model: DifferenceInDifferences.Model
  ) throws {
    let expected = try Reference.expected("impact")["did"][name]
    for (label, type) in Self.types {
      let theirs = expected[label]
      let satterthwaite = try panel.differenceInDifferences(
        model: model, variance: type, degrees: .satterthwaite
      ).effect
      let plain = try panel.differenceInDifferences(
        model: model, variance: type, degrees: .clusters
      ).effect
      #expect(agree(plain.value, expected["value"].number))
      guard !theirs["se"].number.isNaN else { continue }
      #expect(
        agree(plain.standardError, theirs["se"].number),
        "\(name) \(label): \(plain.standardError), R \(theirs["se"].number)")
      #expect(
        agree(satterthwaite.degreesOfFreedom, theirs["satt_df"].number),
        "\(name) \(label) df: \(satterthwaite.degreesOfFreedom), R \(theirs["satt_df"].number)")
      #expect(agree(satterthwaite.p, theirs["satt_p"].number))
      #expect(plain.degreesOfFreedom == 13)
      #expect(agree(plain.p, theirs["naive_p"].number))
    }
  }

  @Test func `groups and periods equal clubSandwich`() throws {
    try check("groups", panel("rows"), .groups)
    try check("groups_unweighted", panel("rows", weighted: false), .groups)
    try check("cell_groups", panel("cells"), .groups)
  }

  @Test func `two-way fixed effects equal clubSandwich`() throws {
    try check("places", panel("rows"), .places)
    try check("cell_places", panel("cells"), .places)
  }

  @Test func `CR3 is the jackknife, also where a place has its own effect`() throws {
    let expected = try Reference.expected("impact")["did"]
    for (name, rows, model) in [
      ("groups_cr3", "rows", DifferenceInDifferences.Model.groups),
      ("places_cr3", "rows", .places), ("cell_places_cr3", "cells", .places),
    ] {
      let effect = try panel(rows).differenceInDifferences(model: model, variance: .cr3).effect
      #expect(agree(effect.standardError, expected[name].number), "\(name)")
    }
  }

  @Test func `CR0 and CR1S equal sandwich`() throws {
    let expected = try Reference.expected("impact")["did"]
    let panel = try panel("rows")
    let plain = try panel.differenceInDifferences(variance: .cr0).effect
    let stata = try panel.differenceInDifferences(variance: .cr1s).effect
    #expect(agree(plain.standardError, expected["sandwich_cr0"].number))
    #expect(agree(stata.standardError, expected["sandwich_stata"].number))
  }

  @Test func `the effect is the difference of the cells' changes`() throws {
    let did = try panel("rows").differenceInDifferences()
    let mean = did.cells.map(\.mean)
    #expect(agree(did.effect.value, mean[1] - mean[0] - (mean[3] - mean[2])))
    #expect(did.cells.map(\.isTreated) == [true, true, false, false])
    #expect(did.cells.map(\.rows).reduce(0, +) == 91)
    #expect(did.treatedCount == 5 && did.comparisonCount == 9)
    #expect(did.choice.method == .randomisationInference)
    #expect(
      did.cautions == [.placesWereChosen, .fewTreated(treated: 5, places: 14)])
  }

  @Test func `with one mean a place the fixed effects are the difference of mean changes`() throws {
    // Equal weights: the two models and the test by randomisation estimate the same.
    var panel = try panel("cells")
    panel.weights = nil
    let groups = try panel.differenceInDifferences(model: .groups).effect
    let places = try panel.differenceInDifferences(model: .places).effect
    let exchanged = try testByRandomisation(try panel.placeChanges())
    #expect(agree(groups.value, places.value))
    #expect(agree(groups.value, exchanged.value))
    // CR2 is then Welch's standard error, and its degrees of freedom those of Bell and McCaffrey.
    #expect(agree(places.standardError, exchanged.standardError))
    #expect(exchanged.assignments == .all(2002))
  }

  @Test func `the order of rows, scaled weights and split rows do not matter`() throws {
    let panel = try panel("rows")
    let plain = try panel.differenceInDifferences(model: .places)
    var turned = panel
    turned.place.reverse()
    turned.isAfter.reverse()
    turned.outcome.reverse()
    turned.weights?.reverse()
    turned.weights = turned.weights?.map { 7 * $0 }
    let other = try turned.differenceInDifferences(model: .places)
    #expect(agree(plain.effect.value, other.effect.value))
    #expect(agree(plain.effect.standardError, other.effect.standardError))
    #expect(agree(plain.effect.degreesOfFreedom, other.effect.degreesOfFreedom))
    // Each row twice with half the weight: the sums of clusters stay, so CR0 does.
    var split = panel
    split.place += panel.place
    split.isAfter += panel.isAfter
    split.outcome += panel.outcome
    split.weights = split.weights.map { ($0 + $0).map { $0 / 2 } }
    let once = try panel.differenceInDifferences(variance: .cr0).effect
    let twice = try split.differenceInDifferences(variance: .cr0).effect
    #expect(agree(once.value, twice.value))
    #expect(agree(once.standardError, twice.standardError))
  }

  @Test func `bad input is named`() throws {
    let good = TwoPeriodPanel(
      places: ["A", "B", "C", "D"], isTreated: [true, false, false, true],
      place: [0, 0, 1, 1, 2, 2, 3, 3],
      isAfter: [false, true, false, true, false, true, false, true],
      outcome: [1, 3, 1, 2, 2, 2.5, 0, 4])
    _ = try good.differenceInDifferences()
    func expect(_ error: ImpactError, _ change: (inout TwoPeriodPanel) -> Void) {
      var panel = good
      change(&panel)
      #expect(throws: error) { try panel.differenceInDifferences() }
    }
    expect(.noTreated) { $0.isTreated = [false, false, false, false] }
    expect(.noComparison) { $0.isTreated = [true, true, true, true] }
    expect(.singlePlace(group: "treated places")) { $0.isTreated[0] = false }
    expect(.singlePlace(group: "other places")) { $0.isTreated[1] = true }
    expect(.invalidWeight(0, place: "B")) { $0.weights = [1, 1, 0, 1, 1, 1, 1, 1] }
    expect(.notFinite(what: "the outcome", place: "C")) { $0.outcome[5] = .nan }
    expect(.unequalCounts(what: "weights", count: 1, expected: 8)) { $0.weights = [1] }
    expect(.unequalCounts(what: "treated", count: 3, expected: 4)) { $0.isTreated.removeLast() }
    expect(.repeatedPlace("A")) { $0.places[1] = "A" }
    expect(.unknownPlace(number: 7, row: 1)) { $0.place[0] = 7 }
    expect(.unknownPlace(number: -1, row: 1)) { $0.place[0] = -1 }
    expect(.emptyCell(group: "treated places", period: "before")) {
      $0.isAfter[0] = true
      $0.isAfter[6] = true
    }
    expect(.emptyCell(group: "other places", period: "after")) {
      $0.isAfter = [false, true, false, false, false, false, false, true]
    }
    expect(.noTreated) {
      $0 = TwoPeriodPanel(places: [], isTreated: [], place: [], isAfter: [], outcome: [])
    }
    // Every cell the same value: nothing is left to measure a margin by.
    expect(.exactFit) { $0.outcome = [0, 5, 0, 2, 0, 2, 0, 5] }
    // Levels differ, changes do not: the residuals of a place cancel but for rounding.
    expect(.exactFit) {
      $0.outcome = [0.1, 0.1 + 0.7, 0.3, 0.3 + 0.2, 1.7, 1.7 + 0.2, 2.9, 2.9 + 0.7]
    }
    #expect(throws: ImpactError.emptyCell(group: "C", period: "after")) {
      var panel = good
      panel.isAfter[5] = false
      _ = try panel.placeChanges()
    }
    #expect(throws: ImpactError.invalidLevel(1.5)) {
      try good.differenceInDifferences(level: 1.5)
    }
  }
}
