import SurveySimulation
import SurveyStatistics
import Testing

@Suite struct SimulationTests {
  private func design(_ name: String) throws -> SimulationDesign {
    try #require(SimulationDesign.standard.first { $0.name == name })
  }

  private func run(
    _ names: [String], replicates: Int, threads: Int = 2, seed: UInt64 = 20_260
  ) throws -> [SimulationResult] {
    Simulation(
      designs: try names.map { try design($0) }, replicates: replicates, seed: seed,
      threads: threads
    ).run()
  }

  @Test func `results are the same for any number of threads and any company of designs`() throws {
    let alone = try run(["tiny-panel"], replicates: 60, threads: 1)
    #expect(alone == (try run(["tiny-panel"], replicates: 60, threads: 3)))
    let together = try run(["tiny-town", "tiny-panel"], replicates: 60, threads: 2)
    #expect(alone == Array(together.suffix(alone.count)))
    #expect(alone != (try run(["tiny-panel"], replicates: 60, seed: 2)))
  }

  @Test func `each design has three lines a variable, in order`() throws {
    let results = try run(["tiny-town"], replicates: 10)
    #expect(results.map(\.variable) == ["mean", "share", "rare share"].flatMap { [$0, $0, $0] })
    #expect(results.map(\.figure) == (0..<3).flatMap { _ in [.level, .noChange, .change] })
    for result in results where result.figure == .noChange {
      #expect(result.truth == 0 && result.power == nil)
    }
    for result in results where result.figure == .change {
      #expect(result.truth > 0 && result.power != nil)
    }
    #expect(Set(SimulationDesign.standard.map(\.name)).count == SimulationDesign.standard.count)
  }

  // 200 samples: the Monte-Carlo error of a coverage of .95 is .015, the seed is fixed.
  @Test func `intervals cover, verdicts err seldom and stated changes are found`() throws {
    for result in try run(["panel"], replicates: 200) {
      let label = "\(result.variable) \(result.figure)"
      #expect((0.905...0.995).contains(result.coverage), "\(label): \(result.coverage)")
      #expect((0.85...1.2).contains(result.width), "\(label): \(result.width)")
      #expect(abs(result.bias) < 0.2, "\(label): \(result.bias)")
      if let wrong = result.wrong { #expect(wrong < 0.1, "\(label): \(wrong)") }
      if let power = result.power { #expect((0.68...0.92).contains(power), "\(label): \(power)") }
      #expect(result.refused == 0)
    }
  }

  @Test func `few unequal clusters are covered, and are not as R counts`() throws {
    let results = try run(["few-clusters", "few-clusters-classic"], replicates: 150)
    for (corrected, classic) in zip(results.prefix(9), results.suffix(9)) {
      let label = "\(corrected.variable) \(corrected.figure)"
      #expect((0.92...1).contains(corrected.coverage), "\(label): \(corrected.coverage)")
      #expect(corrected.coverage >= classic.coverage, "\(label)")
      #expect(corrected.width > 1.1 * classic.width, "\(label)")
    }
    // Both estimate from the same samples of the same town.
    #expect(results[1].bias == results[10].bias)
    #expect(results.suffix(9).contains { $0.coverage < 0.92 })
  }

  @Test func `where nearly all are asked a share is wrong by whole persons, and known to be`()
    throws
  {
    let census = SimulationDesign(
      name: "census", stream: 900, summary: "90 of 100 adults",
      population: PopulationPlan(units: [5], unitSize: .equal(20)),
      sampling: .persons(90, overlap: 0), relation: .fresh)
    let results = Simulation(designs: [census], replicates: 250, seed: 3, threads: 2).run()
    for result in results where result.variable != "mean" {
      // Without half a person on each side: .86 to .92.
      #expect(result.coverage > 0.94, "\(result)")
      #expect(result.wrong ?? 0 < 0.05)
    }
  }

  @Test func `samples are drawn as designs say`() throws {
    // Stacked as one design, fresh samples of nearly half a town cover far too seldom: what the
    // relation of waves is declared for.
    var stacked = try design("fresh-45")
    stacked.relation = .shared
    let results = Simulation(designs: [stacked], replicates: 80, seed: 5, threads: 2).run()
    let change = try #require(results.first { $0.figure == .noChange && $0.variable == "mean" })
    #expect(change.coverage < 0.85)
    #expect(change.flags.contains(.lowCoverage))
    #expect(change.flags.contains(.wrongVerdicts))
  }

  @Test func `flags need more than Monte-Carlo error`() throws {
    var result = try run(["tiny-town"], replicates: 10)[2]
    result.replicates = 2000
    result.coverage = 0.95
    result.wrong = 0.001
    result.wrongSmaller = 0.05
    result.power = 0.8
    #expect(result.flags.isEmpty)
    result.coverage = 0.92
    #expect(result.flags.isEmpty)
    result.coverage = 0.91
    #expect(result.flags == [.lowCoverage])
    result.coverage = 0.99
    #expect(result.flags == [.highCoverage])
    result.coverage = 0.95
    result.power = 0.72
    #expect(result.flags == [.lowPower])
    result.power = 0.88
    #expect(result.flags == [.highPower])
    result.power = 0.8
    result.refused = 0.02
    #expect(result.flags == [.refused])
  }
}
