import Aggregation
import Distributions
import SurveyStatistics
import Tabular
import Testing

/// Expected values: R survey 4.1-1, the code is in each reference file.
@Suite struct TaylorVarianceTests {
  static let api = [
    "apisrs", "apistrat", "apistrat_nofpc", "apiclus1", "apiclus1_nofpc", "apiclus2",
  ]

  @Test(arguments: api)
  func `means and totals of the California schools equal svymean and svytotal`(
    _ name: String
  ) throws {
    let expected = try Reference.expected("taylor_\(name)")
    let (file, design) = try ApiDesigns.design(name)
    // svymean(~api00 + enroll + meals, na.rm = TRUE) leaves out rows with any of them missing, but
    // the degrees of freedom of its interval are those of all rows.
    let names = ["api00", "enroll", "meals"]
    let complete = zip(file.numbers("api00"), file.numbers("enroll")).map { !($0 + $1).isNaN }
    let estimator = try Numbers(names.map { ($0, file.numbers($0)) }).estimator(design)
    let listwise = try Numbers(
      names.map { (name: String) in
        (name, zip(file.numbers(name), complete).map { $1 ? $0 : .nan })
      }
    ).estimator(design)
    for (index, variable) in names.enumerated() {
      let mean = try listwise.mean(index, domain: 0, wave: nil)
      try check(
        mean, expected["mean_deff_replace"], index, variable,
        interval: complete.allSatisfy { $0 })
      let deff = expected["mean_deff_replace"]["deff"].numbers[index]
      #expect(agree(mean.designEffect ?? .nan, deff), "\(variable) deff")
      // R's deff = TRUE compares with sampling without replacement.
      let n = Double(mean.respondents)
      let finite = 1 - n / mean.weightedBase
      #expect(
        agree((mean.designEffect ?? .nan) / finite, expected["mean"]["deff"].numbers[index]))
    }
    for (position, index) in [0, 2].enumerated() {
      let total = try estimator.total(index, domain: 0, wave: nil)
      try check(total, expected["total"], position, names[index])
      let finite = 1 - Double(total.respondents) / total.weightedBase
      #expect(
        agree((total.designEffect ?? .nan) / finite, expected["total"]["deff"].numbers[position]))
    }
  }

  @Test(arguments: api)
  func `shares and totals of a factor equal R`(_ name: String) throws {
    let expected = try Reference.expected("taylor_\(name)")
    let (file, design) = try ApiDesigns.design(name)
    let levels = ["E", "H", "M"]
    let estimator = try Numbers(levels.map { ($0, file.indicator("stype", $0)) }).estimator(design)
    for index in levels.indices {
      let share = try estimator.share(index, domain: 0, wave: nil, method: .t)
      try check(share, expected["mean_factor_stype"], index, levels[index])
      let total = try estimator.total(index, domain: 0, wave: nil)
      try check(total, expected["total_factor_stype"], index, levels[index])
    }
  }

  @Test func `eight rows in two strata with and without population sizes`() throws {
    let expected = try Reference.expected("taylor_fpc")
    let file = try DataFile("fpc")
    let (strata, labels) = file.codes("stratid")
    for fpc in [false, true] {
      let design = try SurveyDesign(
        rowCount: file.count, weights: file.numbers("weight"), strata: strata,
        strataLabels: labels,
        stages: [.init(units: file.ids("psuid"), population: fpc ? file.numbers("Nh") : nil)])
      let estimator = try Numbers([("x", file.numbers("x"))]).estimator(design)
      let name = fpc ? "fpc" : "nofpc"
      try check(
        try estimator.mean(0, domain: 0, wave: nil), expected["\(name)_mean"], 0, name)
      try check(
        try estimator.total(0, domain: 0, wave: nil), expected["\(name)_total"], 0, name)
    }
  }

  @Test func `hospital births in a stratified sample`() throws {
    let expected = try Reference.expected("taylor_hospital")
    let file = try DataFile("hospital")
    let (strata, labels) = file.codes("oblevel")
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("weighta"), strata: strata,
      strataLabels: labels, stages: [.init(population: file.numbers("tothosp"))])
    let estimator = try Numbers([("births", file.numbers("births"))]).estimator(design)
    let mean = try estimator.mean(0, domain: 0, wave: nil)
    try check(mean, expected["mean"], 0, "births")
    try check(try estimator.total(0, domain: 0, wave: nil), expected["total"], 0, "births")
    let finite = 1 - Double(mean.respondents) / mean.weightedBase
    #expect(agree((mean.designEffect ?? .nan) / finite, expected["mean"]["deff"].number))
  }

  @Test func `two stages with population sizes at both, weights from the design`() throws {
    let expected = try Reference.expected("taylor_mu284")
    let file = try DataFile("mu284")
    let design = try SurveyDesign(
      rowCount: file.count,
      stages: [
        .init(units: file.ids("id1"), population: file.numbers("n1")),
        .init(units: file.ids("id2"), population: file.numbers("n2")),
      ])
    let estimator = try Numbers([("y1", file.numbers("y1"))]).estimator(design)
    try check(try estimator.mean(0, domain: 0, wave: nil), expected["mean"], 0, "y1")
    try check(try estimator.total(0, domain: 0, wave: nil), expected["total"], 0, "y1")
  }

  @Test func `sampling fractions say the same as population sizes`() throws {
    let (file, _) = try ApiDesigns.design("apistrat")
    let (strata, labels) = file.codes("stype")
    let sampled = ["E": 100.0, "H": 50.0, "M": 50.0]
    let fractions = zip(file.text("stype"), file.numbers("fpc")).map {
      (sampled[$0] ?? 0) / $1
    }
    let design = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("pw"), strata: strata, strataLabels: labels,
      stages: [.init(population: fractions)])
    let mean = try Numbers([("api00", file.numbers("api00"))]).estimator(design)
      .mean(0, domain: 0, wave: nil)
    #expect(agree(mean.standardError, 9.40894080278458))
  }

  @Test func `one unit a row as clusters equals rows as units`() throws {
    let (file, design) = try ApiDesigns.design("apistrat")
    let (strata, labels) = file.codes("stype")
    // A second stage of one row a unit makes the estimator keep units instead of second moments.
    let ids = (0..<Int32(file.count)).map { $0 }
    let clustered = try SurveyDesign(
      rowCount: file.count, weights: file.numbers("pw"), strata: strata, strataLabels: labels,
      stages: [
        .init(units: ids, population: file.numbers("fpc")), .init(units: ids),
      ])
    let numbers = Numbers([("enroll", file.numbers("enroll"))])
    let a = try numbers.estimator(design).mean(0, domain: 0, wave: nil)
    let b = try numbers.estimator(clustered).mean(0, domain: 0, wave: nil)
    #expect(agree(a.variance, b.variance, 1e-12))
    #expect(a.degreesOfFreedom == b.degreesOfFreedom)
  }
}

/// Compares with one entry of R's `est()` list: estimate, SE and t interval.
func check(
  _ estimate: Estimate, _ expected: JSON, _ index: Int, _ name: String, interval: Bool = true,
  _ location: SourceLocation = #_sourceLocation
) throws {
  #expect(
    agree(estimate.value, expected["est"].numbers[index]), "\(name) value",
    sourceLocation: location)
  let se = expected["se"].numbers[index]
  #expect(agree(estimate.standardError, se), "\(name) se", sourceLocation: location)
  if interval, case .number(let df) = expected["df"] {
    #expect(estimate.degreesOfFreedom == df, "\(name) df", sourceLocation: location)
    let low = expected["ci_t_lo"].numbers[index]
    let high = expected["ci_t_hi"].numbers[index]
    // An end near zero is compared on the scale of the standard error.
    let tolerance = 1e-9 * max(abs(se), abs(low))
    #expect(
      abs((estimate.interval?.low ?? .nan) - low) <= tolerance, "\(name) low",
      sourceLocation: location)
    #expect(
      agree(estimate.interval?.high ?? .nan, high), "\(name) high", sourceLocation: location)
  }
}
