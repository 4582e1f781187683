import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1, the code is in `replicates.R`.
@Suite struct ReplicateChangeTests {
  /// Three municipalities of the cohort: trust 0…10 and a yes/no item in two waves.
  private static func cohort(
    method: ReplicationMethod, policy: SingletonPolicy = .fail
  ) throws -> ReplicateEstimator {
    let file = try DataFile("cohort_16mun")
    let places = file.text("municipality")
    let kept = Array(Set(places).sorted().prefix(3))
    let rows = places.indices.filter { kept.contains(places[$0]) }
    func only<Value>(_ values: [Value]) -> [Value] { rows.map { values[$0] } }
    let (strata, labels) = file.codes("stratum")
    let design = try SurveyDesign(
      rowCount: rows.count, weights: only(file.numbers("weight")), strata: only(strata),
      strataLabels: labels, stages: [.init(units: only(file.ids("psu")))], nested: false,
      waves: only(file.text("wave")).map { $0 == "before" ? 0 : 1 },
      waveLabels: ["before", "after"])
    let numbers = Numbers([
      ("trust", only(file.numbers("t1")).map { $0 <= 10 ? $0 : .nan }),
      ("yes", only(file.numbers("p1")).map { $0 <= 2 ? ($0 == 1 ? 1 : 0) : .nan }),
    ])
    let domains = only(places).map { Int32(kept.firstIndex(of: $0) ?? -1) }
    let sums = try SurveyEstimator(
      table: numbers.table, design: design,
      request: EstimationRequest(
        variables: numbers.variables, domains: domains, domainCount: 3))
    return try ReplicateEstimator(sums, replicates: ReplicateDesign(design, method: method))
  }

  @Test func `changes of every municipality have R's jackknife errors`() throws {
    let expected = try Reference.expected("replicates")["changes"]
    let estimator = try Self.cohort(method: .jackknife)
    #expect(estimator.design.replicateCount == Int(expected["replicates"].number))
    #expect(estimator.design.degreesOfFreedom == expected["degf"].number)
    let all = estimator.changes([(0, .mean), (1, .share)], before: 0, after: 1)
    for domain in 0...2 {
      for (variable, name) in ["trust", "yes"].enumerated() {
        let value = expected[name].items[domain]
        let change = try all[domain][variable].get()
        #expect(agree(change.before.value, value["means"].numbers[0]))
        #expect(agree(change.after.value, value["means"].numbers[1]))
        #expect(agree(change.before.standardError, value["se"].numbers[0]))
        #expect(agree(change.after.standardError, value["se"].numbers[1]))
        #expect(agree(change.difference.value, value["change"].number))
        #expect(agree(change.difference.standardError, value["error"].number))
        #expect(change.difference.interval?.method == (variable == 0 ? .t : .mover))
        // One at a time gives the same.
        let single = try estimator.change(
          variable, domain: domain, before: 0, after: 1, kind: variable == 0 ? .mean : .share)
        #expect(single == change)
        let contrast = try estimator.contrast(
          [
            .init(.mean(variable), domain: domain, wave: 0),
            .init(.mean(variable), domain: domain, wave: 1),
          ],
          coefficients: [-1, 1])
        #expect(agree(contrast.variance, change.difference.variance, 1e-10))
      }
    }
  }

  @Test func `a bootstrap of changes says what is wrong with each`() throws {
    let estimator = try Self.cohort(
      method: .bootstrap(.subbootstrap, replicates: 200, seed: 1))
    let all = estimator.changes([(0, .mean), (0, .share), (7, .mean)], before: 0, after: 1)
    // One request of a variable that there is not fails all, before any sum.
    #expect(all.allSatisfy { $0.count == 3 })
    guard case .failure(.estimation(.unknownIndex("variable", 7, 2))) = all[0][0] else {
      Issue.record("\(all[0][0])")
      return
    }
    let two = estimator.changes([(0, .mean), (0, .share)], before: 0, after: 1)
    #expect(try two[1][0].get().difference.variance > 0)
    guard case .failure(.estimation(.notAShare("trust"))) = two[1][1] else {
      Issue.record("\(two[1][1])")
      return
    }
    let series = try estimator.series(.init(.mean(0), domain: 1, wave: 0))
    let middle = try #require(series.percentiles(level: 0.95))
    #expect(middle.low < series.value && series.value < middle.high)
    #expect(series.replicates.count { $0 < middle.low } == 5)
  }

  @Test func `balanced replicates are R's, the Hadamard matrix too`() throws {
    let file = try DataFile("pairs")
    for expected in try Reference.expected("replicates")["balanced"].items {
      let strata = Int(expected["strata"].number)
      let rows = file.ids("stratum").count { $0 < Int32(10 + strata) }
      let design = try SurveyDesign(
        rowCount: rows, weights: Array(file.numbers("w").prefix(rows)),
        strata: Array(file.ids("stratum").prefix(rows)),
        stages: [.init(units: Array(file.ids("unit").prefix(rows)))])
      let isFay = expected["type"].text == "Fay"
      let replicates = try ReplicateDesign(
        design, method: isFay ? .fay(rho: 0.25) : .balanced,
        centre: expected["mse"].number == 1 ? .fullSample : .replicateMean)
      #expect(replicates.replicateCount == Int(expected["replicates"].number))
      #expect(agree(replicates.scale, expected["scale"].number))
      #expect(replicates.degreesOfFreedom == expected["degf"].number)
      let numbers = Numbers([
        ("y", Array(file.numbers("y").prefix(rows))), ("x", Array(file.numbers("x").prefix(rows))),
      ])
      let estimator = try ReplicateEstimator(
        table: numbers.table, design: replicates,
        request: EstimationRequest(
          variables: numbers.variables, domains: [Int32](repeating: 0, count: rows),
          domainCount: 1, crossProducts: [.pair(0, 1)]))
      let ratio = try estimator.estimate(.init(.ratio(numerator: 0, denominator: 1)))
      #expect(agree(ratio.standardError, expected["ratio"].number), "\(strata) \(isFay)")
      let mean = try estimator.estimate(.init(.mean(0)))
      #expect(agree(mean.standardError, expected["mean"].number), "\(strata) \(isFay)")
      let total = try estimator.estimate(.init(.total(0)))
      #expect(agree(total.standardError, expected["total"].number), "\(strata) \(isFay)")
    }
  }
}
