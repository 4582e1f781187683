import DisclosureControl
import SocialIndicators
import SurveyData
import SurveyStatistics
import Testing

@Suite struct ProtectTests {
  private let study = StudyDefinition(
    title: "Test", waves: [], municipalities: [], sources: [], codebooks: [], folder: "",
    fingerprint: "")

  /// A result with one number of respondents, and one numerator, a wave.
  private func result(
    _ respondents: [Int], numerators: [Int]? = nil, group: String? = nil,
    basis: IndicatorResult.Basis = .answers, distribution: [Int] = []
  ) -> IndicatorResult {
    let estimates = respondents.map { n in
      Estimate(
        value: 0.5, variance: 0.01, degreesOfFreedom: 10,
        interval: .init(low: 0.3, high: 0.7, level: 0.95, method: .t), respondents: n,
        weightedBase: Double(n))
    }
    let waves = respondents.indices.map { wave in
      IndicatorResult.Wave(
        wave: "w\(wave)", estimate: respondents[wave] == 0 ? nil : estimates[wave],
        asked: respondents[wave] + 3, answered: respondents[wave],
        missing: [.init(reason: "refused", count: 3)],
        distribution: distribution.enumerated().map {
          .init(value: Double($0), label: "\($0)", share: 0.1, count: $1)
        }, prorated: 1, numerator: numerators?[wave])
    }
    var change: IndicatorResult.ChangeFinding?
    if estimates.count > 1 {
      change = .init(
        change: Change(
          before: estimates[0], after: estimates[1], difference: estimates[0], covariance: 0,
          t: 1, p: 0.5, equivalenceInterval: .init(low: 0, high: 1, level: 0.9, method: .t),
          minimalDetectableChange: 1), outcome: .rose, adjustedP: 0.5)
    }
    return IndicatorResult(
      indicator: "x", municipality: "a",
      group: group.map { .init(variable: "age", level: $0, label: $0) },
      unit: numerators == nil ? .score(low: 0, high: 10) : .share, waves: waves, change: change,
      provenance: Provenance(
        figure: "a.x" + (group.map { ".age=\($0)" } ?? ""), definitionHash: "",
        definitionVersion: "1", formula: "", method: "", inputs: [], programVersion: ""),
      basis: basis)
  }

  private func isShown(_ publishable: PublishableResult) -> Bool {
    publishable.result.waves.contains { $0.estimate != nil }
  }

  @Test(arguments: [(30, true), (29, false), (1, false)])
  func `An estimate needs thirty respondents`(respondents: Int, isShown: Bool) throws {
    let found = try #require(protect([result([respondents])], study: study).first)
    #expect(self.isShown(found) == isShown)
    if !isShown {
      #expect(
        found.withheld == [.init(part: .wave("w0"), reason: .fewRespondents(least: 30))])
    }
  }

  @Test(arguments: [(0, false), (1, false), (9, false), (10, true), (90, true), (91, false)])
  func `A share needs ten persons on both sides, and nobody is not enough`(
    numerator: Int, isShown: Bool
  ) throws {
    let found = try #require(
      protect([result([100], numerators: [numerator])], study: study).first)
    #expect(self.isShown(found) == isShown)
  }

  @Test func `What is withheld in one wave is withheld in the other and in the change`() throws {
    let found = try #require(protect([result([200, 20])], study: study).first)
    #expect(found.result.waves.allSatisfy { $0.estimate == nil })
    #expect(found.result.waves.allSatisfy { $0.answered == 0 && $0.missing.isEmpty })
    #expect(found.result.waves.allSatisfy { $0.numerator == nil && $0.prorated == 0 })
    #expect(found.result.change?.change == nil)
    #expect(found.result.change?.adjustedP == nil)
    #expect(
      found.withheld == [
        .init(part: .wave("w0"), reason: .couldBeDerived),
        .init(part: .wave("w1"), reason: .fewRespondents(least: 30)),
        .init(part: .change, reason: .fewRespondents(least: 30)),
      ])
  }

  @Test func `A wave without data does not hide the other`() throws {
    let found = try #require(protect([result([200, 0])], study: study).first)
    #expect(found.result.waves[0].estimate != nil)
    #expect(found.withheld.isEmpty)
  }

  @Test func `A wave without a figure does not count the few who were asked either`() throws {
    // The fixture asks three persons more than answer, and all three refuse.
    let found = try #require(protect([result([200, 0], group: "other")], study: study).first)
    #expect(found.result.waves[0].estimate != nil)
    #expect(found.result.waves[1].asked == 0)
    #expect(found.result.waves[1].missing.isEmpty)
  }

  @Test func `A single hidden group takes the next smallest with it`() {
    let results = [
      result([200, 200]), result([20, 20], group: "young"), result([80, 80], group: "middle"),
      result([100, 100], group: "old"),
    ]
    let found = protect(results, study: study)
    #expect(found.map(isShown) == [true, false, false, true])
    #expect(found[2].withheld.first?.reason == .couldBeDerived)
  }

  @Test func `Two hidden groups that are large enough together are enough`() {
    let results = [
      result([200]), result([20], group: "young"), result([20], group: "middle"),
      result([160], group: "old"),
    ]
    #expect(protect(results, study: study).map(isShown) == [true, false, false, true])
  }

  @Test func `A group is hidden where the rest of the municipality is too few`() {
    let results = [result([100]), result([80], group: "inside")]
    #expect(protect(results, study: study).map(isShown) == [true, false])
  }

  @Test func `Shares of a hidden group cannot be had by subtraction either`() {
    // Hidden: 40 with 2 ones. Without hiding more, 60 − 58 ones would tell it.
    let results = [
      result([200], numerators: [60]), result([40], numerators: [2], group: "young"),
      result([70], numerators: [28], group: "middle"), result([90], numerators: [30], group: "old"),
    ]
    #expect(protect(results, study: study).map(isShown) == [true, false, false, true])
  }

  /// Every arrangement of three groups of 0 to 120 persons: whatever is shown, what is left of the
  /// whole is nobody or at least thirty.
  @Test func `No remainder of groups is ever a few persons`() {
    let sizes = [5, 25, 30, 45, 120]
    for a in sizes {
      for b in sizes {
        for c in sizes {
          let results =
            [result([a + b + c])]
            + [("a", a), ("b", b), ("c", c)].map { result([$0.1], group: $0.0) }
          let found = protect(results, study: study)
          guard isShown(found[0]) else { continue }
          let shown = found.dropFirst().filter(isShown)
          let rest = shown.reduce(a + b + c) { $0 - $1.result.waves[0].answered }
          #expect(rest == 0 || rest >= 30, "groups of \(a), \(b) and \(c)")
          for part in shown {
            let others = a + b + c - part.result.waves[0].answered
            #expect(others == 0 || others >= 30, "groups of \(a), \(b) and \(c)")
          }
        }
      }
    }
  }

  @Test func `Distributions are hidden whole where one answer has too few`() throws {
    let few = try #require(
      protect([result([100, 100], distribution: [30, 45, 20, 5])], study: study).first)
    #expect(few.result.waves[0].estimate != nil)
    #expect(few.result.waves.allSatisfy { $0.distribution.isEmpty })
    #expect(few.withheld.map(\.part) == [.distribution("w0"), .distribution("w1")])
    let enough = try #require(
      protect([result([100], distribution: [30, 40, 20, 10])], study: study).first)
    #expect(enough.withheld.isEmpty)
    #expect(enough.result.waves[0].distribution.count == 4)
  }

  @Test func `A group has no distribution, which could be subtracted from the whole`() throws {
    let results = [
      result([200], distribution: [50, 50, 50, 50]),
      result([100], group: "old", distribution: [25, 25, 25, 25]),
    ]
    let found = protect(results, study: study)
    #expect(found.map { $0.result.waves[0].distribution.count } == [4, 0])
    #expect(
      found[1].withheld == [.init(part: .distribution("w0"), reason: .couldBeDerived)])
  }

  @Test func `Records of persons need ten, records of events need none`() {
    let results = [
      result([9], basis: .personRecords), result([10], basis: .personRecords),
      result([3], basis: .eventRecords, distribution: [1, 2]),
    ]
    let found = protect(results, study: study)
    #expect(found.map(isShown) == [false, true, true])
    #expect(found[2].result.waves[0].distribution.count == 2)
    #expect(found[0].withheld.first?.reason == .smallCell(least: 10))
  }

  /// n, mean and error of three answers are three equations in three unknown counts.
  @Test func `A mean of three answers is held back with its distribution`() {
    let small = [result([100], distribution: [60, 35, 5]), result([60], group: "old")]
    #expect(protect(small, study: study).map(isShown) == [false, false])
    // The whole may be shown, its groups not: nobody looks at how their answers are spread.
    let large = [result([100], distribution: [60, 30, 10]), result([60], group: "old")]
    #expect(protect(large, study: study).map(isShown) == [true, false])
    let four = [result([100], distribution: [50, 30, 15, 5]), result([60], group: "old")]
    #expect(protect(four, study: study).map(isShown) == [true, true])
  }

  private func reasons(_ counts: [Int], group: String? = nil) throws -> IndicatorResult.Wave {
    var result = result([200], group: group)
    result.waves[0].asked = 200 + counts.reduce(0, +)
    result.waves[0].missing = counts.enumerated().map { .init(reason: "r\($0)", count: $1) }
    return try #require(protect([result], study: study).first).result.waves[0]
  }

  @Test(arguments: [
    ([12, 30, 15], [12, 30, 15]), ([3, 30, 15], [0, 30, 0]), ([3, 4, 30], [0, 0, 0]),
    ([4, 6, 30], [0, 0, 30]), ([9], [0]), ([10], [10]),
  ])
  func `A reason why answers are missing is told from ten persons on`(
    counts: [Int], shown: [Int]
  ) throws {
    #expect(try reasons(counts).missing.map(\.count) == shown)
    #expect(try reasons(counts).asked == 200 + counts.reduce(0, +))
  }

  @Test func `Reasons of a group are not told, since those of hidden groups could be subtracted`()
    throws
  {
    let wave = try reasons([12, 30], group: "old")
    #expect(wave.missing.isEmpty && wave.asked == 0)
    #expect(wave.estimate != nil)
  }

  @Test(arguments: [(9, 0), (10, 10)])
  func `Few persons with an item left out are not counted`(prorated: Int, shown: Int) throws {
    var whole = result([200])
    whole.waves[0].prorated = prorated
    let found = try #require(protect([whole], study: study).first)
    #expect(found.result.waves[0].prorated == shown)
  }
}
