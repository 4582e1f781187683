import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// Two waves of sixteen municipalities visited in the same PSUs: ten indicators from twelve Likert
/// items, four trust items and three yes/no items.
///
/// Expected values: R survey 4.1-1, the code is in `cohort_standard_job.json`.
@Suite struct CohortStandardJobTests {
  static let indicators = ["s1", "s2", "s3", "s4", "s5", "s6", "y1", "y2", "y3", "y4"]

  private static func estimator() throws -> (SurveyEstimator, [Int]) {
    let file = try DataFile("cohort_16mun")
    var table = Table()
    let items =
      (1...12).map { "b\($0)" } + (1...4).map { "t\($0)" } + (1...3).map { "p\($0)" }
    // A code is the raw number itself: what counts as an answer is in the tables of the variables.
    for item in items {
      table.set(
        item,
        .coded(
          CodedColumn(
            codes: file.numbers(item).map { UInt8($0) },
            levels: (0..<100).map { .init(value: Double($0), label: "\($0)") })))
    }
    func values(_ range: ClosedRange<Int>, _ number: (Double) -> Double) -> [Double] {
      (0..<256).map { range.contains($0) ? number(Double($0)) : .nan }
    }
    let reversed: Set = ["b2", "b7", "b10", "b12"]
    func scale(_ name: String, _ items: [String], _ range: ClosedRange<Int>) -> DerivedVariable {
      DerivedVariable(
        name: name,
        parts: items.map { item in
          .coded(
            column: item,
            values: values(range) { reversed.contains(item) ? 6 - $0 : $0 })
        }, minimumAnswered: (items.count + 1) / 2)
    }
    func b(_ range: ClosedRange<Int>) -> [String] { range.map { "b\($0)" } }
    var variables = [
      scale("s1", b(1...4), 0...5), scale("s2", b(5...8), 0...5), scale("s3", b(9...12), 0...5),
      scale("s4", (1...4).map { "t\($0)" }, 0...10), scale("s5", b(1...12), 0...5),
      scale("s6", b(5...12), 0...5),
    ]
    for number in 1...3 {
      variables.append(
        DerivedVariable(
          name: "y\(number)",
          parts: [.coded(column: "p\(number)", values: values(0...2) { $0 == 1 ? 1 : 0 })]))
    }
    variables.append(
      DerivedVariable(
        name: "y4", parts: [.coded(column: "t1", values: values(0...10) { $0 })],
        transform: .within(low: 7, high: 10)))

    let (strata, labels) = file.codes("stratum")
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("weight"), strata: strata,
      strataLabels: labels, stages: [.init(units: file.ids("psu"))], nested: false,
      waves: file.text("wave").map { $0 == "before" ? 0 : 1 }, waveLabels: ["before", "after"],
      relation: .shared)
    let municipalities = file.codes("municipality")
    let request = EstimationRequest(
      variables: variables, domains: municipalities.codes,
      domainCount: municipalities.labels.count)
    return (
      try SurveyEstimator(
        table: table, design: design, request: request, degreesOfFreedom: .classic),
      municipalities.labels.map { Int($0) ?? 0 }
    )
  }

  @Test func `levels of all municipalities, waves and indicators equal R`() throws {
    let levels = try Reference.expected("cohort_standard_job")["levels"]
    let (estimator, municipalities) = try Self.estimator()
    let names = levels["indicator"].texts
    let waves = levels["wave"].texts
    let places = levels["municipality"].numbers.map { Int($0) }
    #expect(names.count == 16 * 2 * 10)
    for row in names.indices {
      let variable = try #require(Self.indicators.firstIndex(of: names[row]))
      let domain = try #require(municipalities.firstIndex(of: places[row]))
      let wave = waves[row] == "before" ? 0 : 1
      let mean = try estimator.mean(variable, domain: domain, wave: wave)
      let label = "\(names[row]) \(places[row]) \(waves[row])"
      #expect(Double(mean.respondents) == levels["n"].numbers[row], "\(label)")
      #expect(agree(mean.value, levels["mean"].numbers[row]), "\(label)")
      #expect(agree(mean.standardError, levels["se"].numbers[row]), "\(label)")
      #expect(mean.degreesOfFreedom == levels["df"].numbers[row], "\(label)")
      #expect(agree(mean.interval?.low ?? .nan, levels["ci_lo"].numbers[row]), "\(label)")
      #expect(agree(mean.interval?.high ?? .nan, levels["ci_hi"].numbers[row]), "\(label)")
      #expect(agree(mean.designEffect ?? .nan, levels["deff"].numbers[row]), "\(label)")
      guard names[row].hasPrefix("y") else { continue }
      let share = try estimator.share(variable, domain: domain, wave: wave, method: .logit)
      // R finds the logit interval by iteration, to about 1e-8.
      #expect(agree(share.interval?.low ?? .nan, levels["logit_lo"].numbers[row], 1e-7))
      #expect(agree(share.interval?.high ?? .nan, levels["logit_hi"].numbers[row], 1e-7))
    }
  }

  @Test func `changes of all municipalities and indicators equal R, with Holm's p-values`() throws {
    let changes = try Reference.expected("cohort_standard_job")["change"]
    let (estimator, municipalities) = try Self.estimator()
    let names = changes["indicator"].texts
    let places = changes["municipality"].numbers.map { Int($0) }
    for (variable, name) in Self.indicators.enumerated() {
      let rows = names.indices.filter { names[$0] == name }
      #expect(rows.count == 16)
      var p: [Double] = []
      for row in rows {
        let domain = try #require(municipalities.firstIndex(of: places[row]))
        let change = try estimator.change(
          variable, domain: domain, before: 0, after: 1, kind: .mean)
        let label = "\(name) \(places[row])"
        #expect(agree(change.difference.value, changes["change"].numbers[row]), "\(label)")
        #expect(agree(change.difference.standardError, changes["se"].numbers[row]), "\(label)")
        #expect(agree(change.covariance, changes["cov_before_after"].numbers[row]), "\(label)")
        #expect(agree(change.t, changes["t"].numbers[row]), "\(label)")
        #expect(change.difference.degreesOfFreedom == changes["df"].numbers[row], "\(label)")
        #expect(agree(change.p, changes["p"].numbers[row]), "\(label)")
        p.append(change.p)
        // The share's change has the same test and another interval.
        guard name.hasPrefix("y") else { continue }
        let share = try estimator.change(
          variable, domain: domain, before: 0, after: 1, kind: .share)
        #expect(share.p == change.p)
        #expect(share.difference.interval?.method == .mover)
      }
      for (adjusted, row) in zip(holmAdjusted(p), rows) {
        #expect(agree(adjusted, changes["p_holm"].numbers[row]))
      }
    }
  }

  @Test func `the mean of all rows equals R`() throws {
    let expected = try Reference.expected("cohort_standard_job")["overall"]
    let (estimator, municipalities) = try Self.estimator()
    // The total of the domains is the total of the sample.
    var total = 0.0
    var base = 0.0
    for domain in municipalities.indices {
      let mean = try estimator.mean(3, domain: domain, wave: nil)
      total += mean.value * mean.weightedBase
      base += mean.weightedBase
    }
    #expect(agree(total / base, expected["est"].number))
  }
}
