import Aggregation
import SurveyStatistics
import Testing

/// Degrees of freedom where clusters are few or unequal.
///
/// Expected values: whole matrices in R, equal to clubSandwich 0.5.8 in one stratum; the code is
/// `fewclusters.R`.
@Suite struct FewClustersTests {
  private typealias Method = DegreesOfFreedomMethod
  /// Read once: it is the largest file of the tests.
  private static let file = Result { try DataFile("cohort_16mun") }

  private func schools(
    _ method: Method, domains: [Int32]? = nil
  ) throws -> SurveyEstimator {
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    return try Numbers([
      ("api00", file.numbers("api00")), ("ell", file.numbers("ell")),
      ("sch.wide", file.indicator("sch.wide", "Yes")),
    ]).estimator(design, domains: domains, degreesOfFreedom: method)
  }

  /// Both waves of municipality 1008, with 8, 8 and 7 units in its strata.
  private func cohort(
    _ method: Method, population: [String: Double]? = nil
  ) throws -> SurveyEstimator {
    let file = try Self.file.get()
    let (strata, labels) = file.codes("stratum")
    let sizes = population.map { sizes in file.text("stratum").map { sizes[$0] ?? 1000 } }
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("weight"), strata: strata,
      strataLabels: labels, stages: [.init(units: file.ids("psu"), population: sizes)],
      nested: false, waves: file.text("wave").map { $0 == "before" ? 0 : 1 },
      waveLabels: ["before", "after"], relation: .shared)
    return try Numbers([("b1", file.numbers("b1"))]).estimator(
      design, domains: file.text("municipality").map { $0 == "1008" ? 0 : -1 },
      degreesOfFreedom: method)
  }

  @Test(arguments: 0..<4)
  func `Satterthwaite's degrees of freedom equal clubSandwich and whole matrices`(
    _ place: Int
  ) throws {
    let expected = try Reference.expected("fewclusters")
    let method = Method.satterthwaite(
      intraclassCorrelation: expected["rho"].numbers[place])
    let whole = try schools(method).mean(0, domain: 0, wave: nil)
    #expect(agree(whole.degreesOfFreedom, expected["apiclus1"].numbers[place]))
    #expect(
      agree(whole.degreesOfFreedom, expected["apiclus1_clubSandwich"].numbers[place]))
    #expect(whole.nominalDegreesOfFreedom == 14)
    let stype = try DataFile("apiclus1").text("stype")
    let domain = try schools(method, domains: stype.map { $0 == "E" ? 0 : -1 })
      .mean(0, domain: 0, wave: nil)
    #expect(agree(domain.degreesOfFreedom, expected["apiclus1_E"].numbers[place]))

    let before = try cohort(method).mean(0, domain: 0, wave: 0)
    #expect(agree(before.degreesOfFreedom, expected["cohort_1008_before"].numbers[place]))
    #expect(before.nominalDegreesOfFreedom == 18)
    let finite = try cohort(method, population: ["1008-1": 20, "1008-2": 9, "1008-3": 400])
      .mean(0, domain: 0, wave: 0)
    #expect(agree(finite.degreesOfFreedom, expected["cohort_1008_before_fpc"].numbers[place]))
    let change = try cohort(method).change(0, domain: 0, before: 0, after: 1, kind: .mean)
    #expect(
      agree(change.difference.degreesOfFreedom, expected["cohort_1008_change"].numbers[place]))
    #expect(change.difference.nominalDegreesOfFreedom == 20)
  }

  @Test func `the intraclass correlation is that of the analysis of variance`() throws {
    let expected = try Reference.expected("fewclusters")
    let estimator = try schools(.automatic)
    for (variable, name) in ["icc_api00", "icc_ell", "icc_schwide"].enumerated() {
      let found = try #require(
        try estimator.intraclassCorrelation(variable, domain: 0, wave: nil))
      #expect(agree(found, expected[name].number), "\(name)")
    }
    let file = try Self.file.get()
    let municipality = file.text("municipality")
    let wave = file.text("wave")
    let rows = municipality.indices.filter {
      municipality[$0] == "1008" && wave[$0] == "before"
    }
    let strata = file.codes("stratum").codes
    let least = strata.min() ?? 0
    let units = file.ids("psu")
    let design = try SurveyDesign(
      rowCount: rows.count, weights: [Double](repeating: 3, count: rows.count),
      strata: rows.map { strata[$0] - least },
      stages: [.init(units: rows.map { units[$0] })])
    let answers = file.numbers("b1")
    let stratified = try Numbers([("b1", rows.map { answers[$0] })]).estimator(design)
    let found = try #require(try stratified.intraclassCorrelation(0, domain: 0, wave: nil))
    #expect(agree(found, expected["cohort_1008_icc_unweighted"].number))
  }

  @Test func `fifteen unequal districts are few, and only the interval knows it`() throws {
    let expected = try Reference.expected("fewclusters")
    let automatic = try schools(.automatic).mean(0, domain: 0, wave: nil)
    let classic = try schools(.classic).mean(0, domain: 0, wave: nil)
    let named = try schools(
      .satterthwaite(intraclassCorrelation: expected["icc_api00"].number)
    ).mean(0, domain: 0, wave: nil)
    #expect(automatic.variance == classic.variance)
    #expect(automatic.designEffect == classic.designEffect)
    #expect(classic.degreesOfFreedom == 14)
    #expect(agree(automatic.degreesOfFreedom, named.degreesOfFreedom))
    #expect((4.2...4.7).contains(automatic.degreesOfFreedom))
    let wide = try #require(automatic.interval)
    let narrow = try #require(classic.interval)
    // R: qt(.975, 4.435) / qt(.975, 14) is about 1.246.
    let ratio = (wide.high - wide.low) / (narrow.high - narrow.low)
    #expect((1.2...1.3).contains(ratio))
  }

  @Test func `a correlation that hardly shows is taken as 0.05`() throws {
    let expected = try Reference.expected("fewclusters")
    #expect(expected["icc_schwide"].number < 0.05)
    let share = try schools(.automatic).share(2, domain: 0, wave: nil)
    #expect(agree(share.degreesOfFreedom, expected["apiclus1"].numbers[1]))
    let p = share.value
    let odds = logOdds(share.interval?.high ?? 0.5) - logOdds(p)
    let t = odds * p * (1 - p) / share.standardError
    #expect(agree(t, expected["t"].numbers[1], 1e-7))
  }

  private func logOdds(_ p: Double) -> Double {
    // −2·atanh(1 − 2p), by its series: the tests know no logarithm of their own.
    let x = 2 * p - 1
    var term = x
    var sum = 0.0
    for k in stride(from: 1.0, to: 4001, by: 2) {
      sum += term / k
      term *= x * x
    }
    return 2 * sum
  }

  @Test func `units of equal weight keep the classic count to the last bit`() throws {
    let n = 60
    let y = (0..<n).map { Double(($0 * 7) % 11) }
    for (strata, df) in [
      ([Int32](repeating: 0, count: n), 11.0), ((0..<n).map { Int32($0 / 30) }, 10),
    ] {
      let design = try SurveyDesign(
        rowCount: n, weights: [Double](repeating: 1.7, count: n), strata: strata,
        stages: [.init(units: (0..<n).map { Int32($0 / 5) })])
      for method in [Method.automatic, .satterthwaite()] {
        let mean = try Numbers([("y", y)]).estimator(design, degreesOfFreedom: method)
          .mean(0, domain: 0, wave: nil)
        #expect(mean.degreesOfFreedom == df)
        #expect(mean.nominalDegreesOfFreedom == df)
      }
    }
  }

  @Test func `rows that are units, and totals, keep the classic count`() throws {
    let (file, design) = try ApiDesigns.stratified(fpc: true)
    let numbers = Numbers([("api00", file.numbers("api00"))])
    let mean = try numbers.estimator(design, degreesOfFreedom: .satterthwaite())
      .mean(0, domain: 0, wave: nil)
    #expect(mean.degreesOfFreedom == 197)
    #expect(
      try numbers.estimator(design).intraclassCorrelation(0, domain: 0, wave: nil) == nil)
    #expect(try schools(.satterthwaite()).total(0, domain: 0, wave: nil).degreesOfFreedom == 14)
  }

  /// Districts of six rows, the first of `large`.
  private func unequal(_ count: Int, large: Int) throws -> Estimate {
    let sizes = [large] + [Int](repeating: 6, count: count - 1)
    let units = sizes.indices.flatMap { [Int32](repeating: Int32($0), count: sizes[$0]) }
    let y = units.indices.map { Double((Int(units[$0]) * 5) % 7 + ($0 * 3) % 4) }
    let design = try SurveyDesign(
      rowCount: units.count, weights: [Double](repeating: 1, count: units.count),
      stages: [.init(units: units)])
    return try Numbers([("y", y)]).estimator(design, degreesOfFreedom: .automatic)
      .mean(0, domain: 0, wave: nil)
  }

  @Test func `few is how many units carry the estimate, not how many there are`() throws {
    #expect(try unequal(100, large: 6).degreesOfFreedom == 99)
    #expect(try unequal(100, large: 12).degreesOfFreedom == 99)
    let dominated = try unequal(100, large: 300)
    #expect(dominated.nominalDegreesOfFreedom == 99)
    #expect(dominated.degreesOfFreedom < 10)
    // One unit that is nearly all: not much more than two units.
    #expect((1...1.3).contains(try unequal(5, large: 3000).degreesOfFreedom))
  }

  @Test func `scaling weights and splitting rows change nothing`() throws {
    let (file, design) = try ApiDesigns.oneStage(fpc: false)
    let numbers = Numbers([("api00", file.numbers("api00"))])
    let once = try numbers.estimator(design, degreesOfFreedom: .satterthwaite())
      .mean(0, domain: 0, wave: nil)
    let scaled = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("pw").map { $0 * 1e-3 },
      stages: [.init(units: file.ids("dnum"))])
    let other = try numbers.estimator(scaled, degreesOfFreedom: .satterthwaite())
      .mean(0, domain: 0, wave: nil)
    #expect(agree(once.degreesOfFreedom, other.degreesOfFreedom))
    let weights = file.numbers("pw")
    let units = file.ids("dnum")
    let order = (0..<file.count).sorted { ($0 * 89) % 183 < ($1 * 89) % 183 }
    let shuffled = try SurveyDesign(
      rowCount: file.count, weights: order.map { weights[$0] },
      stages: [.init(units: order.map { units[$0] })])
    let y = file.numbers("api00")
    let third = try Numbers([("api00", order.map { y[$0] })])
      .estimator(shuffled, degreesOfFreedom: .satterthwaite()).mean(0, domain: 0, wave: nil)
    #expect(agree(once.degreesOfFreedom, third.degreesOfFreedom))
  }

  @Test func `a change is judged with the degrees of freedom of its units`() throws {
    let change = try cohort(.automatic).change(0, domain: 0, before: 0, after: 1, kind: .mean)
    let classic = try cohort(.classic).change(0, domain: 0, before: 0, after: 1, kind: .mean)
    #expect(change.t == classic.t)
    #expect(change.difference.variance == classic.difference.variance)
    #expect(change.difference.degreesOfFreedom < 13)
    #expect(change.p > classic.p)
    #expect(change.minimalDetectableChange > classic.minimalDetectableChange)
    #expect(change.equivalenceInterval.low < classic.equivalenceInterval.low)
  }

  @Test func `a share that nobody or everybody has keeps an interval`() throws {
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    let none = Numbers([("none", [Double](repeating: 0, count: file.count))])
    let share = try none.estimator(design, degreesOfFreedom: .automatic)
      .share(0, domain: 0, wave: nil)
    let classic = try none.estimator(design).share(0, domain: 0, wave: nil)
    let high = try #require(share.interval?.high)
    #expect(high > classic.interval?.high ?? 1 && high < 0.1)
  }

  @Test func `strata of one unit are counted by their policy`() throws {
    for policy in [SingletonPolicy.certainty, .remove, .average, .adjust] {
      let design = try SurveyDesign(
        rowCount: 10, weights: [1, 2, 1, 1, 3, 1, 1, 2, 1, 1],
        strata: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2],
        stages: [.init(units: [1, 1, 2, 2, 3, 3, 4, 5, 6, 6])], singletonPolicy: policy)
      let mean = try Numbers([("y", [1, 2, 4, 3, 5, 7, 6, 8, 2, 1])])
        .estimator(design, degreesOfFreedom: .automatic).mean(0, domain: 0, wave: nil)
      #expect(mean.degreesOfFreedom >= 1 && mean.degreesOfFreedom <= 3)
      #expect(mean.interval != nil)
    }
  }
}
