import SurveyStatistics
import Testing

/// Shares where nearly everybody of a small town was asked.
@Suite struct CountedPersonsTests {
  private func share(
    _ ones: Int, of n: Int, from population: Double, method: Estimate.Interval.Method? = nil
  ) throws -> Estimate {
    let design = try SurveyDesign(
      rowCount: n, weights: [Double](repeating: population / Double(n), count: n),
      stages: [.init(population: [Double](repeating: population, count: n))])
    return try Numbers([("y", (0..<n).map { $0 < ones ? 1 : 0 })]).estimator(design)
      .share(0, domain: 0, wave: nil, method: method)
  }

  @Test func `half a person is added on each side where the error is a few persons`() throws {
    let asked = try share(45, of: 90, from: 100)
    let interval = try #require(asked.interval)
    let plain = try #require(try share(45, of: 90, from: 100, method: .logit).interval)
    #expect(interval.method == .logit)
    #expect(agree(interval.high, plain.high + 1.0 / 180))
    #expect(agree(interval.low, plain.low - 1.0 / 180))
  }

  @Test(arguments: [(40, 100.0), (1800, 2000), (180, 8000)])
  func `ordinary samples are left alone`(_ n: Int, _ population: Double) throws {
    #expect(
      try share(n / 2, of: n, from: population).interval
        == share(n / 2, of: n, from: population, method: .logit).interval)
  }

  @Test func `where everybody was asked nothing is uncertain but the count`() throws {
    let all = try share(30, of: 60, from: 60)
    #expect(all.variance == 0)
    #expect(all.interval == (try share(30, of: 60, from: 60, method: .beta).interval))
  }

  @Test func `changes have it too, and say so in what can be detected`() throws {
    func change(fpcForChange: Bool) throws -> Change {
      let y = (0..<180).map { row -> Double in row % 90 < (row < 90 ? 40 : 45) ? 1 : 0 }
      let design = try SurveyDesign(
        rowCount: 180, weights: [Double](repeating: 100.0 / 90, count: 180),
        stages: [.init(population: [Double](repeating: 100, count: 180))],
        waves: (0..<180).map { $0 < 90 ? 0 : 1 }, relation: .fresh, fpcForChange: fpcForChange)
      return try Numbers([("y", y)]).estimator(design)
        .change(0, domain: 0, before: 0, after: 1, kind: .share)
    }
    let finite = try change(fpcForChange: true)
    let error = (0.1 * (20.0 / 81 + 0.25) / 89).squareRoot()
    #expect(agree(finite.difference.standardError, error))
    let interval = try #require(finite.difference.interval)
    let half = (interval.high - interval.low) / 2
    // R: qt(.975, 178) * sqrt(.1 * (20 / 81 + .25) / 89) is .0466, half a person is .0056.
    #expect(abs(half - 0.0522) < 0.002)
    #expect(finite.minimalDetectableChange > 2.81 * error + 1.0 / 180)
    // t and p are those of the smooth distribution.
    #expect(agree(finite.t, (0.5 - 4.0 / 9) / error))
    // Where changes have no finite population correction the error is many persons.
    let unlimited = try change(fpcForChange: false)
    #expect(agree(unlimited.difference.standardError, error * 10.0.squareRoot()))
  }
}
