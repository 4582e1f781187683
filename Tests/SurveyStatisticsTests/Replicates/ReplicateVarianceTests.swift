import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1, the code is in each `rep_*.json`.
@Suite struct ReplicateVarianceTests {
  /// Checks the statistics of one design against one object of a reference file.
  private func check(
    _ file: DataFile, _ design: ReplicateDesign, _ expected: JSON, _ tolerance: Double = 1e-9
  ) throws {
    #expect(design.degreesOfFreedom == expected["degf"].number)
    let whole = try ReplicateDesigns.estimator(file, design)
    let means = (0...1).map { StatisticReference(.mean($0)) }
    let covariance = try whole.covariance(means)
    for variable in 0...1 {
      let mean = try whole.estimate(means[variable])
      #expect(agree(mean.value, expected["mean"]["est"].numbers[variable]))
      #expect(agree(mean.standardError, expected["mean"]["se"].numbers[variable], tolerance))
      let interval = try #require(mean.interval)
      #expect(agree(interval.low, expected["mean"]["ci_t_lo"].numbers[variable], tolerance))
      #expect(agree(interval.high, expected["mean"]["ci_t_hi"].numbers[variable], tolerance))
      for other in 0...1 {
        let value = expected["mean"]["vcov"].items[variable].numbers[other]
        #expect(agree(covariance[variable][other], value, tolerance))
      }
    }
    let total = try whole.estimate(.init(.total(1), domain: 0))
    #expect(agree(total.value, expected["total"]["est"].number))
    #expect(agree(total.standardError, expected["total"]["se"].number, tolerance))
    let ratio = try whole.estimate(.init(.ratio(numerator: 2, denominator: 1), domain: 0))
    #expect(agree(ratio.value, expected["ratio"]["est"].number))
    #expect(agree(ratio.standardError, expected["ratio"]["se"].number, tolerance))

    let wide = try ReplicateDesigns.estimator(
      file, design, domains: file.codes("sch.wide").codes, count: 2)
    let domains = (0...1).map { StatisticReference(.mean(0), domain: $0) }
    let between = try wide.covariance(domains)
    for first in 0...1 {
      for second in 0...1 {
        let value = expected["by"]["vcov"].items[first].numbers[second]
        #expect(agree(between[first][second], value, tolerance))
      }
    }
    let difference = try wide.contrast(domains, coefficients: [-1, 1])
    #expect(agree(difference.value, expected["by"]["diff"]["est"].number))
    #expect(agree(difference.standardError, expected["by"]["diff"]["se"].number, tolerance))
    let numbers = ReplicateDesigns.numbers(file)
    let median = try ReplicateQuantiles(
      table: numbers.table, design: design,
      request: .wholeSample(variables: numbers.variables, rowCount: file.count)
    ).estimate(0.5, of: 0)
    #expect(median.value == expected["median"]["est"].number)
    #expect(agree(median.standardError, expected["median"]["se"].number, tolerance))

    let improved = try ReplicateDesigns.estimator(
      file, design, domains: file.codes("comp.imp").codes, count: 2
    ).estimate(.init(.mean(0), domain: 1))
    #expect(agree(improved.standardError, expected["sub"]["se"].number, tolerance))
  }

  private let centres: [(ReplicateCentre, String)] = [
    (.replicateMean, "mse_false"), (.fullSample, "mse_true"),
  ]

  @Test(arguments: [
    ("rep_JK1_apiclus1", "JK1_apiclus1"), ("rep_JK1fpc_apiclus1", "JK1_apiclus1"),
    ("rep_bootstrap_apiclus1", "bootstrap_apiclus1"),
    ("rep_subbootstrap_apistrat", "subbootstrap_apistrat"),
  ])
  func `supplied replicate weights have R's variances about either centre`(
    _ reference: String, _ weights: String
  ) throws {
    let expected = try Reference.expected(reference)
    let file = try DataFile(weights.hasSuffix("apistrat") ? "apistrat" : "apiclus1")
    for (centre, name) in centres {
      try check(
        file,
        try ReplicateDesigns.supplied(
          weights, scale: expected["scale"].number, scales: expected["rscales"].numbers,
          centre: centre), expected[name])
    }
  }

  @Test(arguments: [("rep_JK1_apiclus1", false), ("rep_JK1fpc_apiclus1", true)])
  func `the jackknife of clusters is R's, with and without finite population`(
    _ reference: String, _ fpc: Bool
  ) throws {
    let expected = try Reference.expected(reference)
    let (file, design) = try ApiDesigns.oneStage(fpc: fpc)
    for (centre, name) in centres {
      let replicates = try ReplicateDesign(design, method: .jackknife, centre: centre)
      #expect(agree(replicates.scale, expected["scale"].number))
      #expect(replicates.unitKind == .primaryUnits)
      try check(file, replicates, expected[name])
    }
  }

  @Test func `the jackknife of strata is R's`() throws {
    let expected = try Reference.expected("rep_JKn_apistrat")
    let (file, design) = try ApiDesigns.stratified(fpc: true)
    for (centre, name) in centres {
      let replicates = try ReplicateDesign(design, method: .jackknife, centre: centre)
      #expect(replicates.unitKind == .rows)
      // Rows are in order of their stratum here, as replicates are.
      #expect(replicates.scale == 1)
      #expect(replicates.replicateScales.count == expected["rscales"].numbers.count)
      try check(file, replicates, expected[name])
    }
  }

  @Test func `constructed replicates have R's scales and sums of weights`() throws {
    let expected = try Reference.expected("rep_construct")
    let designs = try [
      ("JK1", ApiDesigns.oneStage(fpc: false).1, ReplicationMethod.jackknife1),
      ("JK1_fpc", ApiDesigns.oneStage(fpc: true).1, .jackknife1),
      ("JKn_fpc", ApiDesigns.stratified(fpc: true).1, .jackknifeStratified),
    ]
    for (name, design, method) in designs {
      let replicates = try ReplicateDesign(design, method: method)
      let object = expected[name]
      #expect(agree(replicates.scale, object["scale"].number))
      #expect(replicates.replicateCount == Int(object["ncol"].number))
      let sums = (0..<replicates.replicateCount).map { replicate in
        replicates.weights(replicate: replicate)?.reduce(0, +) ?? .nan
      }
      // The order of replicates is of no account: R takes units as they come.
      for (sum, value) in zip(sums.sorted(), object["colsum_analysis"].numbers.sorted()) {
        #expect(agree(sum, value))
      }
      let scales = zip(replicates.replicateScales.sorted(), object["rscales"].numbers.sorted())
      for (scale, value) in scales { #expect(agree(scale, value)) }
    }
  }

  @Test func `variances of a variable are replicated as in R`() throws {
    // R: r <- as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, data = apiclus1))
    //    svyvar(~api00, r); svyvar(~api00, subset(r, comp.imp == "Yes"))
    let (file, design) = try ApiDesigns.oneStage(fpc: false)
    let replicates = try ReplicateDesign(design, method: .jackknife)
    let whole = try ReplicateDesigns.estimator(file, replicates).estimate(.init(.variance(0)))
    #expect(agree(whole.value, 11182.8227946916468))
    #expect(agree(whole.standardError, 1756.1560799004853))
    let improved = try ReplicateDesigns.estimator(
      file, replicates, domains: file.codes("comp.imp").codes, count: 2)
    let domain = try improved.estimate(.init(.variance(0), domain: 1))
    #expect(agree(domain.value, 11939.5308726361345))
    #expect(agree(domain.standardError, 1626.0041713705166))
    let root = try improved.estimate(.init(.standardDeviation(0), domain: 1))
    #expect(agree(root.value * root.value, domain.value))
  }

  @Test(arguments: [(0.0, "BRR"), (0.3, "Fay0.3")])
  func `balanced half samples are R's about either centre`(_ rho: Double, _ kind: String) throws {
    // The half samples are those of R's as.svrepdesign(type = "BRR") of this design, too.
    let expected = try Reference.expected("rep_brr_scd")
    let file = try DataFile("scd")
    let design = try SurveyDesign(
      rowCount: 6, weights: [Double](repeating: 1, count: 6), strata: file.codes("ESA").codes,
      stages: [.init(units: file.ids("ambulance"))])
    let numbers = Numbers([
      ("alive", file.numbers("alive")), ("arrests", file.numbers("arrests")),
    ])
    for (centre, mse) in [(ReplicateCentre.replicateMean, "FALSE"), (.fullSample, "TRUE")] {
      let replicates = try ReplicateDesign(
        design, method: rho == 0 ? .balanced : .fay(rho: rho), centre: centre)
      #expect(replicates.replicateCount == 4)
      let object = expected["\(kind)_mse_\(mse)"]
      let estimator = try ReplicateEstimator(
        table: numbers.table, design: replicates,
        request: EstimationRequest(
          variables: numbers.variables, domains: [Int32](repeating: 0, count: 6), domainCount: 1,
          crossProducts: [.pair(0, 1)]))
      let ratio = try estimator.estimate(.init(.ratio(numerator: 0, denominator: 1), domain: 0))
      #expect(agree(ratio.value, object["ratio"]["est"].number))
      #expect(agree(ratio.standardError, object["ratio"]["se"].number))
      for variable in 0...1 {
        let total = try estimator.estimate(.init(.total(variable), domain: 0))
        #expect(agree(total.standardError, object["total"]["se"].numbers[variable]))
      }
      let mean = try estimator.estimate(.init(.mean(0), domain: 0))
      #expect(agree(mean.standardError, object["mean"]["se"].number))
      #expect(mean.degreesOfFreedom == 3)
    }
  }
}
