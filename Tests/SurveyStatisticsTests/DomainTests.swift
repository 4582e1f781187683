import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1, the code is in `domain_api.json`.
@Suite struct DomainTests {
  let expected: JSON

  init() throws { expected = try Reference.expected("domain_api") }

  @Test func `a domain keeps the whole design and has the degrees of freedom of its own rows`()
    throws
  {
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    let types = file.codes("stype")
    let api = try Numbers([("api00", file.numbers("api00"))])
      .estimator(design, domains: types.codes, count: 3)
    try check(
      try api.mean(0, domain: 0, wave: nil), expected["subset_E_mean"], 0, "elementary")
    let poor = file.numbers("meals").map { $0 > 80 ? Int32(0) : -1 }
    let enroll = try Numbers([("enroll", file.numbers("enroll"))])
      .estimator(design, domains: poor)
    try check(
      try enroll.total(0, domain: 0, wave: nil), expected["subset_highmeals_total"], 0, "meals")
  }

  @Test func `means by school type equal svyby with its design effects`() throws {
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    let types = file.codes("stype")
    let names = ["api00", "api99"]
    let estimator = try Numbers(names.map { ($0, file.numbers($0)) })
      .estimator(design, domains: types.codes, count: 3)
    let table = expected["by_stype"]
    for (domain, type) in table["stype"].texts.enumerated() {
      #expect(types.labels[domain] == type)
      for (variable, name) in names.enumerated() {
        let mean = try estimator.mean(variable, domain: domain, wave: nil)
        #expect(agree(mean.value, table[name].numbers[domain]))
        #expect(agree(mean.standardError, table["se.\(name)"].numbers[domain]))
        let finite = 1 - Double(mean.respondents) / mean.weightedBase
        #expect(
          agree((mean.designEffect ?? .nan) / finite, table["DEff.\(name)"].numbers[domain]))
      }
    }
  }

  @Test func `means and totals by two factors equal svyby`() throws {
    let (file, design) = try ApiDesigns.oneStage(fpc: true)
    for (key, variable, factors) in [
      ("by_stype_schwide", "api00", ["stype", "sch.wide"]),
      ("by_total", "enroll", ["sch.wide", "comp.imp"]),
    ] {
      let table = expected[key]
      let labels = zip(table[factors[0]].texts, table[factors[1]].texts).map { $0 + $1 }
      let values = zip(file.text(factors[0]), file.text(factors[1])).map { $0 + $1 }
      let domains = values.map { Int32(labels.firstIndex(of: $0) ?? -1) }
      let estimator = try Numbers([(variable, file.numbers(variable))])
        .estimator(design, domains: domains, count: labels.count)
      for domain in labels.indices {
        let estimate =
          key == "by_total"
          ? try estimator.total(0, domain: domain, wave: nil)
          : try estimator.mean(0, domain: domain, wave: nil)
        #expect(agree(estimate.value, table[variable].numbers[domain]))
        #expect(agree(estimate.standardError, table["se"].numbers[domain]))
      }
    }
  }

  @Test func `the difference of two domains of one design has their covariance`() throws {
    // R: svycontrast(svyby(~api00, ~sch.wide, des, svymean, covmat = TRUE), c(-1, 1)). A factor
    // taken as the wave of a stacked design is the same contrast.
    for (key, factor, difference, stratified) in [
      ("by_covmat", "sch.wide", "diff_yes_minus_no", false),
      ("strat_by_covmat", "comp.imp", "diff", true),
    ] {
      let (file, plain) =
        stratified ? try ApiDesigns.stratified(fpc: true) : try ApiDesigns.oneStage(fpc: true)
      let design = try SurveyDesign(
        rowCount: file.count, weights: plain.weights, strata: plain.strata,
        strataLabels: plain.strataLabels, stages: plain.stages,
        waves: file.text(factor).map { $0 == "Yes" ? 1 : 0 }, waveLabels: ["No", "Yes"],
        relation: .shared)
      let change = try Numbers([("api00", file.numbers("api00"))]).estimator(design)
        .change(0, domain: 0, before: 0, after: 1, kind: .mean)
      let covariance = expected[key]["vcov"].items
      #expect(agree(change.before.value, expected[key]["est"].numbers[0]))
      #expect(agree(change.before.variance, covariance[0].numbers[0]))
      #expect(agree(change.covariance, covariance[0].numbers[1]))
      #expect(agree(change.after.variance, covariance[1].numbers[1]))
      try check(change.difference, expected[key][difference], 0, key)
    }
  }

  @Test func `domains of a stratified sample, one of them a whole stratum`() throws {
    let (file, design) = try ApiDesigns.stratified(fpc: true)
    let numbers = Numbers([("api00", file.numbers("api00"))])
    let poor = file.numbers("meals").map { $0 > 50 ? Int32(0) : -1 }
    let mean = try numbers.estimator(design, domains: poor).mean(0, domain: 0, wave: nil)
    try check(mean, expected["strat_subset_meals"], 0, "meals")
    let finite = 1 - Double(mean.respondents) / mean.weightedBase
    #expect(
      agree((mean.designEffect ?? .nan) / finite, expected["strat_subset_meals"]["deff"].number))
    let high = file.text("stype").map { $0 == "H" ? Int32(0) : -1 }
    try check(
      try numbers.estimator(design, domains: high).mean(0, domain: 0, wave: nil),
      expected["strat_subset_onestratum"], 0, "one stratum")
  }
}
