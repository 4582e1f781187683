import HypothesisTests
import LinearAlgebra
import Psychometrics
import Testing

/// Reliability against `psych::alpha` of R; the R command is in `alpha_bfi.json`.
struct ReliabilityReferenceTests {
  @Test(arguments: ["A", "C", "E", "N", "O"], [MissingAnswers.pairwise, .listwise])
  func `the five scales of bfi equal psych`(scale: String, missing: MissingAnswers) throws {
    let expected = try Reference.expected("alpha_bfi")
    let responses = try DataFile.bfiScale(scale)
    #expect(responses.reversed == Set(expected["reversed"].texts.filter { $0.hasPrefix(scale) }))
    let found = try Reliability(responses, missing: missing)
    let truth = expected[scale][missing == .pairwise ? "pairwise" : "complete"]
    let total = truth["total"]
    #expect(agree(found.alpha, total["raw_alpha"].number))
    #expect(agree(found.standardisedAlpha, total["std.alpha"].number))
    #expect(agree(try #require(found.lambda6.value), total["G6(smc)"].number))
    #expect(agree(found.averageCorrelation, total["average_r"].number))
    #expect(agree(found.standardError, total["ase"].number))
    #expect(agree(found.moments.score.mean, total["mean"].number))
    #expect(agree(found.moments.score.standardDeviation, total["sd"].number))
    // alpha.ci takes its quantiles from qf, which is exact.
    #expect(agree(found.interval.low, truth["feldt"]["lower.ci"].number))
    #expect(agree(found.interval.high, truth["feldt"]["upper.ci"].number))
    let dropped = truth["alpha.drop"]
    let statistics = truth["item.stats"]
    for (place, item) in found.items.enumerated() {
      #expect(
        agree(try #require(item.alphaIfDropped), dropped["raw_alpha"].numbers[place]))
      #expect(
        agree(try #require(item.standardisedAlphaIfDropped), dropped["std.alpha"].numbers[place]))
      #expect(agree(try #require(item.restCorrelation), statistics["r.drop"].numbers[place]))
      #expect(agree(item.mean, statistics["mean"].numbers[place]))
      #expect(agree(item.standardDeviation, statistics["sd"].numbers[place]))
      #expect(Double(item.answered) == statistics["n"].numbers[place])
      if missing == .listwise {
        #expect(agree(item.totalCorrelation, statistics["raw.r"].numbers[place]))
      }
      for other in found.items.indices {
        #expect(
          agree(
            found.moments.covariance[place, other], truth["cov"].items[place].numbers[other]))
      }
    }
  }

  @Test func `the attitude data give the published alpha`() throws {
    // R: psych::alpha(attitude): raw_alpha .843143, std.alpha .839084, average_r .426907,
    // G6 .875215.
    let items = ["rating", "complaints", "privileges", "learning", "raises", "critical", "advance"]
    let found = try Reliability(DataFile("attitude").moments(items))
    #expect(abs(found.alpha - 0.843143) < 5e-7)
    #expect(abs(found.standardisedAlpha - 0.839084) < 5e-7)
    #expect(abs(found.averageCorrelation - 0.426907) < 5e-7)
    #expect(abs(try #require(found.lambda6.value) - 0.875215) < 5e-7)
  }

  @Test func `weighted alpha equals svycralpha`() throws {
    let expected = try Reference.expected("psychometrics")["weighted"]
    let items = (1...5).map { "A\($0)" }
    let ages = DataFile.bfi.numbers("age")
    let responses = try ItemResponses(
      table: DataFile.bfi.table(items), items: items, reversed: ["A1": 1...6],
      weights: ages.map { 1 + $0 / 50 })
    let found = try Reliability(responses, missing: .listwise)
    #expect(agree(found.alpha, expected["alpha"].number))
    #expect(found.designUse == .weightsOnly)
    for row in items.indices {
      #expect(agree(found.items[row].mean, expected["mean"].numbers[row]))
      for column in items.indices {
        #expect(
          agree(
            found.moments.covariance[row, column], expected["cov"].items[row].numbers[column]))
      }
    }
  }

  @Test func `two items have a Spearman-Brown coefficient and no omega`() throws {
    let expected = try Reference.expected("psychometrics")["two"]
    let responses = try ItemResponses(
      table: DataFile.bfi.table(["N1", "N2"]), items: ["N1", "N2"])
    let found = try Reliability(responses, missing: .listwise)
    #expect(agree(try #require(found.spearmanBrown), expected["spearman_brown"].number))
    #expect(agree(found.alpha, expected["alpha"].number))
    #expect(found.omega.reason == .factorTooSmall(factor: "factor", items: 2))
    #expect(found.items.allSatisfy { $0.alphaIfDropped == nil })
  }

  @Test func `an item that was not reversed is found`() throws {
    // psych gives A1 an r.drop of −.308 before it is reversed.
    let expected = try Reference.expected("psychometrics")["unreversed"]
    let items = (1...5).map { "A\($0)" }
    let found = try Reliability(
      ItemResponses(table: DataFile.bfi.table(items), items: items), missing: .pairwise)
    let correlation = try #require(found.items[0].restCorrelation)
    #expect(agree(correlation, expected["r.drop"].numbers[0]))
    #expect(found.findings == [.runsAgainstOthers(item: "A1", restCorrelation: correlation)])
    #expect(found.findings[0].description.hasPrefix("A1: runs against the other items"))
    #expect(found.findings[0].description.contains("−0.31"))
  }

  @Test func `the minimal detectable change is that of the textbook`() throws {
    // SD .8 and α .9 give SEM .253 and MDC95 .701: two items of variance σ² and covariance c whose
    // α = 2 (1 − 2σ²/(2σ² + 2c)) = .9 and whose mean has variance (σ² + c)/2 = .64.
    let c = 0.9 * 1.28 / 2
    let found = try Reliability(
      ItemMoments(
        names: ["a", "b"], persons: 100, covariance: Matrix([[1.28 - c, c], [c, 1.28 - c]])))
    #expect(abs(found.alpha - 0.9) < 1e-12)
    #expect(abs(found.moments.score.standardDeviation - 0.8) < 1e-12)
    #expect(abs(found.standardErrorOfMeasurement - 0.2529822128) < 1e-9)
    #expect(abs(found.minimalDetectableChange - 0.7012177) < 1e-6)
  }
}
