import Aggregation
import SurveyStatistics
import Testing

@Suite struct ChangeIntervalTests {
  private func change(
    _ before: [Double], _ after: [Double], kind: StatisticKind, relation: WaveRelation = .fresh
  ) throws -> Change {
    let n = before.count + after.count
    let persons = before.indices.map { Int32($0) } + after.indices.map { Int32($0) }
    let design = try SurveyDesign(
      rowCount: n, weights: [Double](repeating: 1, count: n),
      waves: (0..<n).map { $0 < before.count ? 0 : 1 }, relation: relation,
      persons: relation == .linked ? persons : [])
    return try Numbers([("y", before + after)]).estimator(design)
      .change(0, domain: 0, before: 0, after: 1, kind: kind)
  }

  private func answers(_ ones: Int, of n: Int) -> [Double] { (0..<n).map { $0 < ones ? 1 : 0 } }

  @Test(arguments: [WaveRelation.fresh, .linked])
  func `nobody in either wave has an interval with a width and a p-value of 1`(
    _ relation: WaveRelation
  ) throws {
    let change = try change(
      answers(0, of: 40), answers(0, of: 40), kind: .share, relation: relation)
    let interval = try #require(change.difference.interval)
    #expect(change.difference.value == 0 && change.t == 0 && change.p == 1)
    #expect(interval.low < -0.05 && interval.high > 0.05)
    #expect(abs(interval.low + interval.high) < 1e-12)
    #expect(change.minimalDetectableChange > 0.05)
    #expect(change.equivalenceInterval.high < interval.high)
    #expect(change.equivalenceInterval.high > 0)
  }

  @Test func `the same answers of the same persons have an interval with a width`() throws {
    for ones in [3, 20, 39] {
      let change = try change(
        answers(ones, of: 40), answers(ones, of: 40), kind: .share, relation: .linked)
      let interval = try #require(change.difference.interval)
      #expect(change.difference.standardError < 1e-8)
      #expect(interval.high - interval.low > 0.01)
      #expect(change.p > 0.99)
    }
  }

  @Test func `from nobody to everybody is a rise`() throws {
    let change = try change(answers(0, of: 40), answers(40, of: 40), kind: .share)
    #expect(change.difference.interval?.low ?? 0 > 0.8)
    #expect(change.p < 0.001 && change.p >= 0 && change.t.isFinite)
    #expect(Verdict.verdict(for: change, margin: 0.1, adjustedP: nil) == .rose)
  }

  @Test func `MOVER with independent Wilson-like arms is Newcombe's interval`() throws {
    // Newcombe (1998), method 10: 56/70 − 48/80 = .2 (.0524, .3339) with Wilson intervals. Ours
    // takes logit intervals at t, so the ends agree to about a percentage point.
    let change = try change(answers(48, of: 80), answers(56, of: 70), kind: .share)
    let interval = try #require(change.difference.interval)
    #expect(interval.method == .mover)
    #expect(abs(interval.low - 0.0524) < 0.01 && abs(interval.high - 0.3339) < 0.01)
    // The arms are those of the waves' own intervals.
    let b = try #require(change.before.interval)
    let a = try #require(change.after.interval)
    let low =
      0.2
      - ((0.8 - a.low) * (0.8 - a.low) + (b.high - 0.6) * (b.high - 0.6)).squareRoot()
    #expect(agree(interval.low, low, 1e-12))
  }

  @Test func `the minimal detectable change of a town is that of the power formula`() throws {
    // Two fresh samples of 300, half of them yes: (t.975 + t.80) · √(2 · .25/299).
    let change = try change(answers(150, of: 300), answers(150, of: 300), kind: .share)
    // R: (qt(.975, 598) + qt(.8, 598)) * sqrt(2 * .25 / 299)
    #expect(abs(change.minimalDetectableChange - 0.1147) < 5e-4)
  }

  @Test func `a small share must change by more to be found than its own error says`() throws {
    // Two fresh samples of 200, 10 yes each. By simulation the plain (t.975 + t.80) · se, .0614, is
    // found 6 times in 10, and the solution d of
    // d = (qt(.975, 398) + qt(.8, 398)) * sqrt((.05 * .95 + q * (1 - q)) / 199), q = .05 + d,
    // 8 times in 10. R: uniroot(function(d) d - k * sqrt(…), c(.01, .3), tol = 1e-14)$root
    let change = try change(answers(10, of: 200), answers(10, of: 200), kind: .share)
    #expect(agree(change.minimalDetectableChange, 0.0797352810467672, 1e-9))
    // From everybody down it is the same as from nobody up.
    let falling = try self.change(answers(190, of: 200), answers(190, of: 200), kind: .share)
    #expect(agree(falling.minimalDetectableChange, change.minimalDetectableChange, 1e-9))
  }

  @Test func `a wave with one unit a stratum borrows the degrees of freedom of the stacked design`()
    throws
  {
    // R: b <- svyby(~y, ~wave, svydesign(ids = ~c, strata = ~h, weights = ~w, nest = TRUE,
    //      data = d), svymean, covmat = TRUE); svycontrast(b, c(1, -1)); degf(design)
    // The ends: MOVER of beta intervals with 3 degrees of freedom and the correlation of vcov(b).
    let design = try SurveyDesign(
      rowCount: 16, weights: [1, 2, 1, 3, 1, 1, 2, 1, 2, 1, 1, 1, 3, 1, 2, 1],
      strata: [Int32](repeating: 0, count: 8) + [Int32](repeating: 1, count: 8),
      stages: [.init(units: [1, 1, 1, 1, 2, 2, 3, 3, 1, 1, 1, 1, 2, 2, 2, 2])],
      waves: [0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1], relation: .shared)
    let y: [Double] = [1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1]
    let change = try Numbers([("y", y)]).estimator(design)
      .change(0, domain: 0, before: 0, after: 1, kind: .share)
    #expect(change.before.degreesOfFreedom == 0 && change.before.interval == nil)
    #expect(change.difference.degreesOfFreedom == 3)
    #expect(agree(change.difference.value, 0.277310924369748, 1e-12))
    #expect(agree(change.difference.standardError, 0.1304300375446744, 1e-12))
    #expect(agree(change.difference.interval?.low ?? 0, -0.151506993928318, 1e-9))
    #expect(agree(change.difference.interval?.high ?? 0, 0.564635457916308, 1e-9))
  }

  @Test func `verdicts follow the adjusted p-value, the margin and nothing else`() throws {
    let rise = try change(answers(60, of: 200), answers(110, of: 200), kind: .share)
    #expect(Verdict.verdict(for: rise, margin: nil, adjustedP: nil) == .rose)
    #expect(Verdict.verdict(for: rise, margin: nil, adjustedP: 0.2) == .cannotTell)
    let fall = try change(answers(110, of: 200), answers(60, of: 200), kind: .share)
    #expect(Verdict.verdict(for: fall, margin: 0.05, adjustedP: nil) == .fell)
    let still = try change(answers(100, of: 200), answers(101, of: 200), kind: .share)
    #expect(Verdict.verdict(for: still, margin: nil, adjustedP: nil) == .cannotTell)
    #expect(Verdict.verdict(for: still, margin: 0.05, adjustedP: nil) == .cannotTell)
    #expect(
      Verdict.verdict(for: still, margin: 0.15, adjustedP: nil) == .smallerThan(margin: 0.15))
  }

  @Test func `Holm's adjustment equals p.adjust, with ties and missing values`() throws {
    let expected = try Reference.expected("p_adjust")
    for (a, b) in zip(
      holmAdjusted(expected["p"].numbers), expected["adjusted"]["holm"].numbers)
    {
      #expect(agree(a, b, 1e-14))
    }
    for (a, b) in zip(
      holmAdjusted(expected["q"].numbers), expected["with_ties_na"]["holm"].numbers)
    {
      #expect(agree(a, b, 1e-14) || a.isNaN && b.isNaN)
    }
    #expect(holmAdjusted([]).isEmpty)
  }
}
