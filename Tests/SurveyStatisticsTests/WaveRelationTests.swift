import Aggregation
import SurveyStatistics
import Testing

@Suite struct WaveRelationTests {
  /// Answers of persons before and after, drawn once from a formula so that nothing is round.
  private static func answers(_ n: Int) -> [(before: Double, after: Double)] {
    (0..<n).map { person in
      let base = Double((person * 37) % 11)
      return (base, 0.6 * base + Double((person * 53) % 7))
    }
  }

  @Test func `the same persons in both waves, linked, equal the paired design`() throws {
    let people = Self.answers(24)
    let strata = (0..<24).map { Int32($0 % 2) }
    let weights = (0..<24).map { 1.5 + Double($0 % 5) }
    let population = strata.map { $0 == 0 ? 40.0 : 30.0 }
    let values = people.map(\.before) + people.map(\.after)
    let waves = [UInt8](repeating: 0, count: 24) + [UInt8](repeating: 1, count: 24)
    let persons = (0..<48).map { Int32($0 % 24) }
    // Person 5 did not answer before and person 8 is outside the domain.
    var answered = values
    answered[5] = .nan
    var domains = [Int32](repeating: 0, count: 48)
    domains[8] = -1
    domains[32] = -1
    for fpc in [true, false] {
      let linked = try SurveyDesign(
        rowCount: 48, weights: weights + weights, strata: strata + strata,
        stages: [.init(population: population + population)], waves: waves, relation: .linked,
        persons: persons, fpcForChange: fpc)
      let paired = try SurveyDesign(
        rowCount: 48, weights: weights + weights, strata: strata + strata,
        stages: [.init(units: persons, population: population + population)], waves: waves,
        relation: .shared, fpcForChange: fpc)
      for kind in [StatisticKind.mean, .total] {
        let changes = try [linked, paired].map {
          try Numbers([("y", answered)]).estimator($0, domains: domains)
            .change(0, domain: 0, before: 0, after: 1, kind: kind)
        }
        #expect(agree(changes[0].covariance, changes[1].covariance, 1e-12))
        #expect(agree(changes[0].difference.variance, changes[1].difference.variance, 1e-12))
        #expect(
          changes[0].difference.degreesOfFreedom == changes[1].difference.degreesOfFreedom)
        #expect(agree(changes[0].p, changes[1].p))
      }
    }
  }

  @Test func `a partial overlap of a simple sample has Tam's covariance`() throws {
    let people = Self.answers(30)
    let before = Array(0..<18)
    let after = Array(8..<30)
    let population = 60.0
    let values = before.map { people[$0].before } + after.map { people[$0].after }
    let weights = before.map { _ in population / 18 } + after.map { _ in population / 22 }
    for fpc in [true, false] {
      let design = try SurveyDesign(
        rowCount: 40, weights: weights,
        stages: [.init(population: [Double](repeating: population, count: 40))],
        waves: before.map { _ in 0 } + after.map { _ in 1 }, relation: .linked,
        persons: (before + after).map { Int32($0) }, fpcForChange: fpc)
      let change = try Numbers([("y", values)]).estimator(design)
        .change(0, domain: 0, before: 0, after: 1, kind: .mean)
      // (n_c/(n_b·n_a) − 1/N)·S_ba, S_ba from deviations from each wave's own mean.
      let meanB = before.map { people[$0].before }.reduce(0, +) / 18
      let meanA = after.map { people[$0].after }.reduce(0, +) / 22
      let products = (8..<18).map { (people[$0].before - meanB) * (people[$0].after - meanA) }
      let s = products.reduce(0, +) / (10 * (1 - 1 / 18.0 - 1 / 22.0 + 10 / (18.0 * 22)))
      let expected = (10 / (18.0 * 22) - (fpc ? 1 / population : 0)) * s
      #expect(agree(change.covariance, expected, 1e-12))
      #expect(change.difference.degreesOfFreedom == 29)
      let backwards = try Numbers([("y", values)]).estimator(design)
        .change(0, domain: 0, before: 1, after: 0, kind: .mean)
      #expect(backwards.difference.value == -change.difference.value)
      #expect(agree(backwards.difference.variance, change.difference.variance, 1e-14))
    }
  }

  @Test func `over all samples with a fixed overlap the variance of change is unbiased`() throws {
    // Five persons, three drawn before, two of them kept and one of the others drawn after.
    let people = Self.answers(5)
    let design = { (before: [Int], after: [Int]) in
      try SurveyDesign(
        rowCount: 6, weights: [Double](repeating: 5.0 / 3, count: 6),
        stages: [.init(population: [Double](repeating: 5, count: 6))], waves: [0, 0, 0, 1, 1, 1],
        relation: .linked, persons: (before + after).map { Int32($0) })
    }
    var differences: [Double] = []
    var variances: [Double] = []
    for before in subsets(of: 5, size: 3) {
      for kept in subsets(of: 3, size: 2) {
        for new in (0..<5) where !before.contains(new) {
          let after = kept.map { before[$0] } + [new]
          let values = before.map { people[$0].before } + after.map { people[$0].after }
          let change = try Numbers([("y", values)]).estimator(design(before, after))
            .change(0, domain: 0, before: 0, after: 1, kind: .mean)
          differences.append(change.difference.value)
          // The variance may be negative in a small sample and is cut at zero in the estimate.
          variances.append(
            change.before.variance + change.after.variance - 2 * change.covariance)
        }
      }
    }
    #expect(differences.count == 60)
    #expect(agree(mean(variances), variance(differences), 1e-12))
  }

  @Test func `over all pairs of fresh samples the variance of change is unbiased`() throws {
    let people = Self.answers(5)
    var differences: [Double] = []
    var variances: [Double] = []
    for before in subsets(of: 5, size: 3) {
      for after in subsets(of: 5, size: 2) {
        let design = try SurveyDesign(
          rowCount: 5, stages: [.init(population: [Double](repeating: 5, count: 5))],
          waves: [0, 0, 0, 1, 1], relation: .fresh)
        let values = before.map { people[$0].before } + after.map { people[$0].after }
        let change = try Numbers([("y", values)]).estimator(design)
          .change(0, domain: 0, before: 0, after: 1, kind: .mean)
        #expect(change.covariance == 0)
        #expect(change.difference.degreesOfFreedom == 3)
        differences.append(change.difference.value)
        variances.append(change.difference.variance)
      }
    }
    #expect(agree(mean(variances), variance(differences), 1e-12))
  }

  @Test func `a change without finite population correction leaves that of the waves alone`() throws
  {
    let people = Self.answers(20)
    let values = people.map(\.before) + people.map(\.after)
    let changes = try [true, false].map { fpc in
      try Numbers([("y", values)]).estimator(
        SurveyDesign(
          rowCount: 40, stages: [.init(population: [Double](repeating: 25, count: 40))],
          waves: (0..<40).map { $0 < 20 ? 0 : 1 }, relation: .fresh, fpcForChange: fpc)
      ).change(0, domain: 0, before: 0, after: 1, kind: .mean)
    }
    #expect(changes[0].before == changes[1].before)
    #expect(agree(changes[1].difference.variance * 0.2, changes[0].difference.variance, 1e-12))
  }

  @Test func `an overlap that would take more variance away than there is does not`() throws {
    // Two of ten persons are in both waves and carry all the deviation: the estimated correlation
    // is above 1, and what the overlap alone gives is .2.
    let wave = [10.0, -10] + [Double](repeating: 0, count: 8)
    let design = try SurveyDesign(
      rowCount: 20, weights: [Double](repeating: 1, count: 20),
      waves: (0..<20).map { $0 < 10 ? 0 : 1 }, relation: .linked,
      persons: (0..<20).map { $0 < 12 ? Int32($0 % 10) : Int32($0) })
    let change = try Numbers([("y", wave + wave)]).estimator(design)
      .change(0, domain: 0, before: 0, after: 1, kind: .mean)
    #expect(change.covariance > change.before.variance)
    #expect(agree(change.difference.variance, 2 * change.before.variance * 0.8, 1e-12))
    #expect(change.p == 1)
  }

  @Test func `an unbounded population in one wave has no correction there`() throws {
    let values = Self.answers(20).flatMap { [$0.before, $0.after] }
    func change(_ population: [Double]?) throws -> Change {
      try Numbers([("y", values)]).estimator(
        SurveyDesign(
          rowCount: 40, weights: [Double](repeating: 1, count: 40),
          stages: [.init(population: population)], waves: (0..<40).map { UInt8($0 % 2) },
          relation: .fresh)
      ).change(0, domain: 0, before: 0, after: 1, kind: .mean)
    }
    let half = try change((0..<40).map { $0 % 2 == 0 ? .infinity : 40 })
    let none = try change(nil)
    #expect(agree(half.before.variance, none.before.variance, 1e-14))
    #expect(agree(half.after.variance, none.after.variance / 2, 1e-14))
  }

  @Test func `linked waves are not pooled, nor clustered, nor without persons`() throws {
    let design = try SurveyDesign(
      rowCount: 4, weights: [1, 1, 1, 1], waves: [0, 0, 1, 1], relation: .linked,
      persons: [0, 1, 0, 2])
    let estimator = try Numbers([("y", [1, 2, 3, 4])]).estimator(design)
    #expect(throws: EstimationError.pooledLinkedWaves(variable: "y")) {
      try estimator.mean(0, domain: 0, wave: nil)
    }
    #expect(throws: DesignError.linkedWithoutPersons) {
      try SurveyDesign(rowCount: 2, weights: [1, 1], waves: [0, 1], relation: .linked)
    }
    #expect(throws: DesignError.linkedWithClusters) {
      try SurveyDesign(
        rowCount: 3, weights: [1, 1, 1], stages: [.init(units: [0, 0, 1])], waves: [0, 0, 1],
        relation: .linked, persons: [0, 1, 0])
    }
    let twice = try SurveyDesign(
      rowCount: 3, weights: [1, 1, 1], waves: [0, 0, 1], waveLabels: ["2019", "2024"],
      relation: .linked, persons: [7, 7, 7])
    #expect(throws: DesignError.duplicatePerson(row: 1, first: 0, wave: "2019")) {
      try Numbers([("y", [1, 2, 3])]).estimator(twice)
    }
  }
}

/// All subsets of 0..<n with so many members.
func subsets(of n: Int, size: Int) -> [[Int]] {
  if size == 0 { return [[]] }
  return (0..<n).flatMap { last in
    subsets(of: last, size: size - 1).map { $0 + [last] }
  }
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// The variance over all possible samples: divided by their number.
func variance(_ values: [Double]) -> Double {
  let m = mean(values)
  return mean(values.map { ($0 - m) * ($0 - m) })
}
