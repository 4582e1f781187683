import HypothesisTests
import SocialIndicators
import Testing

/// Diversity, inequality, gaps and slopes; R in participation.R and diversity.json.
@Suite struct InequalityFormulaTests {
  private func equals(_ interval: ConfidenceInterval?, _ ends: [Double]) -> Bool {
    guard let interval, ends.count == 2 else { return false }
    return agree(interval.low, ends[0]) && agree(interval.high, ends[1])
  }

  @Test func `diversity equals vegan on school types and counties`() throws {
    let expected = try Reference.expected("diversity")
    let types = try #require(
      Diversity(counts: expected["counts"]["stype"].numbers.map { Int($0) }))
    #expect(agree(types.shannon, expected["shannon"].number))
    // Shannon's index in bits.
    #expect(agree(types.shannon / 0.693147180559945309, expected["shannon2"].number))
    #expect(agree(types.giniSimpson, expected["simpson"].number))
    #expect(agree(types.inverseSimpson, expected["invsimpson"].number))
    #expect(agree(types.evenness ?? .nan, expected["pielou"].number))
    // vegan takes rarefaction's way round, through logarithms of factorials.
    #expect(agree(types.unbiasedGiniSimpson ?? .nan, expected["simpson_unbiased"].number, 1e-11))
    let counties = try #require(
      Diversity(counts: expected["counts"]["county"].numbers.map { Int($0) }))
    #expect(agree(counties.shannon, expected["county_shannon"].number))
    #expect(agree(counties.giniSimpson, expected["county_simpson"].number))
    #expect(agree(counties.giniSimpson, expected["fractionalisation"].number))
    #expect(agree(counties.inverseSimpson, expected["county_invsimpson"].number))
    for (order, wanted) in zip([0, 0.5, 1, 2, 4], expected["hill"].numbers) {
      #expect(agree(counties.hillNumber(order: order) ?? .nan, wanted))
    }
  }

  @Test func `evenness is over the kinds that occur or that are possible`() throws {
    let expected = try Reference.expected("participation")["diversity"]
    let counts = [10, 20, 30, 40]
    let observed = try #require(Diversity(counts: counts))
    let possible = try #require(Diversity(counts: counts, possible: 6))
    #expect(agree(observed.shannon, expected["shannon"].number))
    #expect(agree(possible.evenness ?? .nan, expected["pielou_of_6"].number))
    #expect(possible.shannon == observed.shannon)
    #expect(agree(observed.unbiasedGiniSimpson ?? .nan, expected["unbiased"].number, 1e-11))
    for (order, wanted) in zip([0, 0.5, 1, 2, 4], expected["hill"].numbers) {
      #expect(agree(observed.hillNumber(order: order) ?? .nan, wanted))
    }
    #expect(observed.hillNumber(order: -1) == nil)
    #expect(Diversity(counts: counts, possible: 3) == nil)
    #expect(Diversity(counts: [7], possible: 2)?.evenness == 0)
  }

  @Test func `Gini, Theil and Atkinson equal R on enrolments and incomes`() throws {
    let expected = try Reference.expected("diversity")
    let enrolment = try DataFile("apisrs").numbers("enroll").filter { !$0.isNaN }
    let curve = try LorenzCurve(enrolment)
    #expect(agree(curve.gini, expected["gini"].number))
    #expect(agree(giniCoefficient(enrolment) ?? .nan, expected["gini"].number))
    #expect(
      agree(
        giniCoefficient(enrolment, smallSample: true) ?? .nan, expected["gini_corrected"].number))
    let lorenz = expected["lorenz"]
    for (share, wanted) in zip(lorenz["p"].numbers, lorenz["L"].numbers) {
      #expect(agree(curve.held(byLowest: share) ?? .nan, wanted))
    }
    let entropy = try EntropyInequality(enrolment)
    #expect(agree(entropy.theil, expected["theil"].number))
    #expect(agree(entropy.atkinson(aversion: 0.5) ?? .nan, expected["atkinson_05"].number))
    #expect(agree(entropy.atkinson(aversion: 1) ?? .nan, expected["atkinson_1"].number))
    let schools = try DataFile("CASchools")
    let income = schools.numbers("income")
    #expect(agree(try LorenzCurve(income).gini, expected["gini_income"].number))
    let weighted = try LorenzCurve(income, weights: schools.numbers("students"))
    #expect(agree(weighted.gini, expected["gini_weighted"].number))
  }

  @Test func `Duncan's dissimilarity equals R on lunches by county`() throws {
    let expected = try Reference.expected("diversity")["dissimilarity"].number
    let schools = try DataFile("CASchools")
    var with: [String: Double] = [:]
    var without: [String: Double] = [:]
    for (row, county) in schools.text("county").enumerated() {
      let students = schools.numbers("students", row)
      let lunch = schools.numbers("lunch", row)
      with[county, default: 0] += students * lunch
      without[county, default: 0] += students * (100 - lunch)
    }
    let counties = with.keys.sorted()
    let comparison = try #require(
      Representation(
        audience: counties.map { with[$0] ?? 0 }, population: counties.map { without[$0] ?? 0 }))
    #expect(agree(comparison.dissimilarity, expected))
  }

  @Test func `the Lorenz curve counts those without any, and weights as persons`() throws {
    let incomes: [Double] = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    #expect((try LorenzCurve(incomes).gini - 0.462091).magnitude < 5e-7)
    #expect(agree(try LorenzCurve(incomes).held(byHighest: 0.1) ?? .nan, 22261.0 / 66586))
    let expected = try Reference.expected("participation")["gini"]
    let x = expected["x"].numbers
    let w = expected["w"].numbers
    #expect(agree(try LorenzCurve(x, weights: w).gini, expected["weighted"].number))
    // Whole weights are repeated persons; weights of zeros may be given apart.
    let repeated = try LorenzCurve([0, 0, 3, 3, 3, 5])
    let heavy = try LorenzCurve([5, 3, 0], weights: [1, 3, 2])
    let apart = try LorenzCurve([5, 3], weights: [1, 3], zeros: 2)
    #expect(agree(repeated.gini, heavy.gini))
    #expect(agree(repeated.gini, apart.gini))
    #expect(agree(apart.held(byLowest: 0.5) ?? .nan, repeated.held(byLowest: 0.5) ?? .nan))
    #expect(repeated.held(byLowest: 0) == 0)
    #expect(repeated.held(byLowest: 1) == 1)
    #expect(repeated.held(byLowest: 1.1) == nil)
  }

  @Test func `the concentration index is twice a covariance over the mean`() throws {
    let reference = try Reference.expected("participation")
    let x = reference["gini"]["x"].numbers
    let w = reference["gini"]["w"].numbers
    let expected = reference["concentration"]
    let income = expected["income"].numbers
    #expect(agree(try concentrationIndex(x, rankedBy: income), expected["plain"].number))
    #expect(
      agree(
        try concentrationIndex(x, rankedBy: income, weights: w), expected["weighted"].number))
    let incomes: [Double] = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    #expect(agree(try concentrationIndex(incomes, rankedBy: incomes), expected["self"].number))
    #expect(
      agree(try concentrationIndex(incomes, rankedBy: incomes), try LorenzCurve(incomes).gini))
    #expect(try concentrationIndex([1, 5, 2], rankedBy: [7, 7, 7]) == 0)
  }

  @Test func `gaps of simple samples are Wald's, Katz's and Woolf's`() throws {
    let expected = try Reference.expected("participation")["gap"]
    func share(_ count: Double, _ of: Double) -> EstimatedShare {
      EstimatedShare(value: count / of, variance: count / of * (1 - count / of) / of)
    }
    let gap = try ParticipationGap(share(41, 120), share(25, 140))
    for (comparison, key) in [(gap.difference, "rd"), (gap.ratio, "rr"), (gap.oddsRatio, "or")] {
      let wanted = expected[key].numbers
      #expect(agree(comparison?.value ?? .nan, wanted[0]))
      #expect(equals(comparison?.interval, Array(wanted[1...])), "\(key)")
    }
    let design = try ParticipationGap(
      EstimatedShare(value: 0.34, variance: 0.0021),
      EstimatedShare(value: 0.18, variance: 0.0013), covariance: 0.0006, degreesOfFreedom: 13)
    #expect(equals(design.difference.interval, expected["design"]["rd"].numbers))
    #expect(equals(design.ratio?.interval, expected["design"]["rr"].numbers))
    #expect(equals(design.oddsRatio?.interval, expected["design"]["or"].numbers))
    let none = try ParticipationGap(
      EstimatedShare(value: 0.3, variance: 0.01), EstimatedShare(value: 0, variance: 0))
    #expect(none.ratio == nil && none.oddsRatio == nil)
    #expect(none.difference.value == 0.3)
  }

  @Test func `slope and relative index equal a weighted line in R`() throws {
    let expected = try Reference.expected("participation")["slope"]
    let shares = expected["y"].numbers
    let variances = expected["v"].numbers
    let groups = expected["pop"].numbers.enumerated().map {
      OrderedGroup(population: $1, value: shares[$0], variance: variances[$0])
    }
    let slope = try InequalitySlope(groups)
    for (point, wanted) in zip(slope.midpoints, expected["midpoints"].numbers) {
      #expect(agree(point, wanted))
    }
    #expect(agree(slope.slope, expected["sii"].number))
    #expect(equals(slope.slopeInterval, expected["sii_ci"].numbers))
    #expect(agree(slope.ratio ?? .nan, expected["rii"].number))
    #expect(equals(slope.ratioInterval, expected["rii_ci"].numbers))
    let steep = try InequalitySlope([
      OrderedGroup(population: 1, value: 0.01, variance: 0.001),
      OrderedGroup(population: 1, value: 0.9, variance: 0.001),
    ])
    #expect(steep.ratio == nil, "the line is below zero at the lowest")
  }

  @Test func `bad input is named`() {
    typealias Fault = ParticipationError
    #expect(throws: Fault.nothing("persons")) { try LorenzCurve([]) }
    #expect(throws: Fault.nothing("the quantity to share")) { try LorenzCurve([0, 0]) }
    #expect(throws: Fault.invalid(what: "a value", value: -1)) { try LorenzCurve([1, -1]) }
    #expect(throws: Fault.nothing("a weight")) { try LorenzCurve([1, 2], weights: [1, 0]) }
    #expect(throws: Fault.unequalCounts(what: "weights", count: 1, expected: 2)) {
      try LorenzCurve([1, 2], weights: [1])
    }
    #expect(throws: Fault.nothing("the quantity to share")) { try EntropyInequality([0]) }
    #expect((try? EntropyInequality([1, 2]))?.atkinson(aversion: 0) == nil)
    #expect((try? EntropyInequality([0, 2]))?.atkinson(aversion: 1) == 1)
    #expect(throws: Fault.nothing("persons")) { try concentrationIndex([], rankedBy: []) }
    #expect(throws: Fault.unequalCounts(what: "ranks", count: 1, expected: 2)) {
      try concentrationIndex([1, 2], rankedBy: [1])
    }
    #expect(throws: Fault.self) { try concentrationIndex([1, 2], rankedBy: [1, .nan]) }
    let good = EstimatedShare(value: 0.2, variance: 0.01)
    #expect(throws: Fault.invalid(what: "a share", value: 1.2)) {
      try ParticipationGap(EstimatedShare(value: 1.2, variance: 0.01), good)
    }
    #expect(throws: Fault.invalid(what: "a variance", value: -0.1)) {
      try ParticipationGap(good, EstimatedShare(value: 0.2, variance: -0.1))
    }
    #expect(throws: Fault.invalid(what: "the covariance", value: 0.5)) {
      try ParticipationGap(good, good, covariance: 0.5)
    }
    #expect(throws: Fault.self) { try ParticipationGap(good, good, degreesOfFreedom: 0) }
    #expect(throws: Fault.tooFew(what: "groups in order", count: 1, needed: 2)) {
      try InequalitySlope([OrderedGroup(population: 1, value: 1, variance: 1)])
    }
    #expect(throws: Fault.nothing("population of a group")) {
      try InequalitySlope([
        OrderedGroup(population: 1, value: 1, variance: 1),
        OrderedGroup(population: 0, value: 1, variance: 1),
      ])
    }
  }
}
