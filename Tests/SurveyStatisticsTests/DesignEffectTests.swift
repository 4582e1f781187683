import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1, the code is in `estimators.R`.
@Suite struct DesignEffectTests {
  @Test(arguments: ["apiclus1", "apistrat", "apisrs", "apiclus2"])
  func `Kish, with and without replacement, in a domain`(_ name: String) throws {
    let expected = try Reference.expected("estimators")["deff_\(name)"]
    let (file, design) = try ApiDesigns.design(name)
    let domains = file.text("stype").map { $0 == "H" ? Int32(-1) : 0 }
    let estimator = try Numbers([("api00", file.numbers("api00"))])
      .estimator(design, domains: domains)
    let mean = try estimator.mean(0, domain: 0, wave: nil)
    #expect(agree(mean.kishEffect ?? .nan, expected["kish"].number))
    #expect(agree(mean.designEffect ?? .nan, expected["replace"].number))
    #expect(agree(mean.designEffectWithoutReplacement ?? .nan, expected["wor"].number))
    #expect(
      agree(mean.effectiveSampleSize ?? .nan, Double(mean.respondents) / expected["replace"].number)
    )
    let total = try estimator.total(0, domain: 0, wave: nil)
    // R takes the total over the whole design, rows outside the domain being zeros.
    #expect(total.kishEffect == mean.kishEffect)
    #expect(agree(total.designEffect ?? .nan, expected["total_replace"].number))
  }

  @Test func `equal weights have no effect, and weights of one no population`() throws {
    let design = try SurveyDesign(rowCount: 4, weights: [1, 1, 1, 1])
    let mean = try Numbers([("y", [1, 2, 3, 5])]).estimator(design).mean(0, domain: 0, wave: nil)
    #expect(mean.kishEffect == 1)
    #expect(agree(mean.designEffect ?? .nan, 1, 1e-14))
    // R warns "sample size greater than population size" and says NA.
    #expect(mean.designEffectWithoutReplacement == nil)
  }
}
