import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// Covariances between different kinds of statistics, with calibration and with linked persons.
///
/// Expected values: R survey 4.1-1 `svytotal` of influences, the code is in `estimators.R`.
@Suite struct JointCovarianceTests {
  private func calibration(_ file: DataFile) -> CategoricalCalibration {
    CategoricalCalibration(margins: [
      .init(
        name: "comp.imp", levels: file.codes("comp.imp").codes, labels: ["No", "Yes"],
        totals: [[2000, 4194]])
    ])
  }

  private func design(_ name: String, calibrated: Bool) throws -> (DataFile, SurveyDesign) {
    let (file, plain) = try ApiDesigns.design(name)
    guard calibrated else { return (file, plain) }
    return (
      file,
      try SurveyDesign(
        rowCount: file.count, weights: plain.weights, strata: plain.strata, stages: plain.stages,
        calibration: calibration(file))
    )
  }

  private func compare(
    _ vector: EstimateVector, _ entry: JSON, _ location: SourceLocation = #_sourceLocation
  ) {
    for i in 0..<vector.count {
      #expect(agree(vector.values[i], entry["est"].numbers[i]), "\(i)", sourceLocation: location)
      for j in 0..<vector.count {
        let size = vector.standardError(i) * vector.standardError(j)
        #expect(
          abs(vector.covariance(i, j) - entry["vcov"].items[i].numbers[j]) <= 1e-9 * size,
          "\(i) \(j)", sourceLocation: location)
      }
    }
  }

  @Test(arguments: ["apiclus1", "apistrat"], [false, true])
  func `means, a ratio and deviations of one and of two domains vary together as in R`(
    _ name: String, _ calibrated: Bool
  ) throws {
    let (file, design) = try design(name, calibrated: calibrated)
    let students = file.numbers("api.stu")
    let enrolled = zip(file.numbers("enroll"), students).map { $1.isNaN ? .nan : $0 }
    // api00, meals, api.stu, enroll where both are known.
    let estimator = try Numbers([
      ("api00", file.numbers("api00")), ("meals", file.numbers("meals")), ("api.stu", students),
      ("enroll", enrolled),
    ]).estimator(
      design, domains: file.text("stype").map { $0 == "E" ? 0 : 1 }, count: 2,
      products: [.square(0), .pair(0, 1), .pair(2, 3)])
    let expected = try Reference.expected("estimators")[
      "influences_\(name)\(calibrated ? "_post" : "")"]
    let references: [StatisticReference] = [
      .init(.standardDeviation(0)), .init(.standardDeviation(0), domain: 1), .init(.mean(0)),
      .init(.mean(1)), .init(.ratio(numerator: 2, denominator: 3)), .init(.mean(3)),
    ]
    if name == "apiclus1" {
      // Sums per cluster are enough for any two.
      compare(try estimator.vector(of: references), expected)
    } else {
      // Rows as units: within a domain, only products that were asked for.
      func part(_ places: [Int]) throws -> (EstimateVector, JSON) {
        let entry = JSON.object([
          "est": .list(places.map { .number(expected["est"].numbers[$0]) }),
          "vcov": .list(
            places.map { i in
              .list(places.map { .number(expected["vcov"].items[i].numbers[$0]) })
            }),
        ])
        return (try estimator.vector(of: places.map { references[$0] }), entry)
      }
      for places in [[0, 1, 2], [1, 2, 3], [4, 5, 1], [3, 2]] {
        let (vector, entry) = try part(places)
        compare(vector, entry)
      }
      #expect(throws: EstimationError.noCrossProduct(first: "api00", second: "meals")) {
        try estimator.vector(of: [references[0], references[3]])
      }
      #expect(throws: EstimationError.noCrossProduct(first: "api.stu", second: "api00")) {
        try estimator.vector(of: [references[2], references[4]])
      }
    }
  }

  @Test(arguments: ["apiclus1", "apistrat"])
  func `with post-stratification means, ratios, variances and shares equal R`(
    _ name: String
  ) throws {
    let (file, design) = try design(name, calibrated: true)
    let expected = try Reference.expected("estimators")["post_\(name)"]
    let codes = file.codes("stype")
    var numbers = Numbers(
      ["api00", "meals", "api.stu", "enroll"].map { ($0, file.numbers($0)) })
    numbers.table.set(
      "stype",
      .coded(
        CodedColumn(
          codes: codes.codes.map { UInt8($0) },
          levels: (0..<3).map { .init(value: Double($0), label: codes.labels[$0]) })))
    var request = EstimationRequest(
      variables: numbers.variables, domains: [Int32](repeating: 0, count: file.count),
      domainCount: 1, crossProducts: [.pair(0, 1), .pair(2, 3), .square(0)])
    let type = request.addDistribution(
      of: "stype", in: "stype", levels: (0..<3).map { (UInt8($0), codes.labels[$0]) })
    let estimator = try SurveyEstimator(
      table: numbers.table, design: design, request: request, degreesOfFreedom: .classic)
    compare(try estimator.vector(of: [.init(.mean(0)), .init(.mean(1))]), expected["mean"])
    try check(
      try estimator.populationVariance(0, domain: 0, wave: nil), expected["var"], 0, "variance")
    try check(try estimator.ratio(2, 3, domain: 0, wave: nil), expected["ratio"], 0, "ratio")
    let distribution = try estimator.distribution(type, domain: 0, wave: nil, method: .t).vector
    for i in 0..<3 {
      for j in 0..<3 {
        // In the stratified sample what is left is the covariance with the margin.
        let difference =
          distribution.covariance(i, j) - expected["factor"]["vcov"].items[i].numbers[j]
        #expect(abs(difference) < 1e-13)
      }
    }
    let byType = try numbers.estimator(design, domains: codes.codes, count: 3)
    compare(
      try byType.vector(of: (0..<3).map { .init(.mean(0), domain: $0) }), expected["by"])
  }

  @Test(arguments: [true, false])
  func `linked persons vary over domains and waves as the paired design`(_ fpc: Bool) throws {
    let count = 40
    let before = (0..<count).map { Double(($0 * 37) % 11) }
    let after = (0..<count).map { 0.6 * before[$0] + Double(($0 * 53) % 7) }
    let strata = (0..<count).map { Int32($0 % 2) }
    let weights = (0..<count).map { 1.5 + Double($0 % 5) }
    let population = strata.map { $0 == 0 ? 60.0 : 50.0 }
    let persons = (0..<2 * count).map { Int32($0 % count) }
    let waves = (0..<2 * count).map { UInt8($0 < count ? 0 : 1) }
    // Some persons move from one domain to the other.
    let domains = (0..<2 * count).map { Int32(($0 % count + $0 / count) / 7 % 2) }
    var y = before + after
    y[5] = .nan
    let estimators = try [true, false].map { linked in
      try Numbers([("y", y), ("x", y.map { $0 * $0 })]).estimator(
        SurveyDesign(
          rowCount: 2 * count, weights: weights + weights, strata: strata + strata,
          stages: [.init(units: linked ? nil : persons, population: population + population)],
          waves: waves, relation: linked ? .linked : .shared, persons: linked ? persons : [],
          fpcForChange: fpc),
        domains: domains, count: 2, products: [.pair(0, 1)])
    }
    for kind in [StatisticKind.mean, .total] {
      let references = [(0, 0), (0, 1), (1, 0), (1, 1)].map {
        StatisticReference(Statistic(kind, of: 0), domain: $0, wave: $1)
      }
      let vectors = try estimators.map { try $0.vector(of: references) }
      for i in 0..<4 {
        for j in 0..<4 {
          #expect(
            agree(vectors[0].covariance(i, j), vectors[1].covariance(i, j), 1e-11), "\(i) \(j)")
        }
      }
      #expect(vectors[0].degreesOfFreedom == vectors[1].degreesOfFreedom)
      let contrasts = try estimators.map {
        try $0.differenceOfChanges(
          Statistic(kind, of: 0), domain: 0, minus: 1, before: 0, after: 1)
      }
      #expect(agree(contrasts[0].p, contrasts[1].p, 1e-9))
      #expect(
        contrasts[0].estimate.degreesOfFreedom == contrasts[1].estimate.degreesOfFreedom)
      let change = try estimators[0].change(0, domain: 1, before: 0, after: 1, kind: kind)
      #expect(
        agree(
          try vectors[0].difference(3, minus: 2).estimate.variance, change.difference.variance,
          1e-12))
    }
    #expect(
      throws: EstimationError.unsupportedOverlap(
        first: "mean x, domain 0, wave 2", second: "mean y, domain 0, wave 1")
    ) {
      try estimators[0].vector(of: [
        .init(.mean(0), wave: 0), .init(.mean(1), wave: 1),
      ])
    }
    #expect(
      throws: EstimationError.unsupportedOverlap(
        first: "ratio y/x, domain 0, wave 2", second: "ratio y/x, domain 0, wave 1")
    ) {
      try estimators[0].change(
        .ratio(numerator: 0, denominator: 1), domain: 0, before: 0, after: 1, as: .ratio)
    }
    #expect(throws: EstimationError.pooledLinkedWaves(variable: "y")) {
      try estimators[0].vector(of: [.init(.mean(0))])
    }
    // Within one wave nothing overlaps.
    #expect(
      try estimators[0].vector(of: [.init(.mean(0), wave: 0), .init(.mean(1), wave: 0)])
        .correlation(0, 1) > 0.5)
  }

  @Test func `fresh waves do not vary together, whatever the statistic`() throws {
    let (file, plain) = try ApiDesigns.design("apistrat")
    let design = try SurveyDesign(
      rowCount: file.count, weights: plain.weights, strata: plain.strata, stages: plain.stages,
      waves: (0..<file.count).map { UInt8($0 % 2) }, relation: .fresh)
    let estimator = try Numbers(["api.stu", "enroll"].map { ($0, file.numbers($0)) })
      .estimator(design, products: [.pair(0, 1), .square(1)])
    for statistic in [
      Statistic.ratio(numerator: 0, denominator: 1), .standardDeviation(1), .mean(1),
    ] {
      let vector = try estimator.vector(of: [
        .init(statistic, wave: 0), .init(statistic, wave: 1), .init(.total(1), wave: 0),
      ])
      #expect(vector.covariance(0, 1) == 0 && vector.covariance(1, 2) == 0)
      #expect(vector.covariance(0, 2) != 0)
      let change = try estimator.change(
        statistic, domain: 0, before: 0, after: 1, as: .absolute)
      #expect(
        agree(change.estimate.variance, vector.covariance(0, 0) + vector.covariance(1, 1), 1e-12))
    }
  }

  @Test func `contrasts that cannot be say why`() throws {
    let design = try SurveyDesign(
      rowCount: 6, weights: [1, 1, 1, 1, 1, 1], waves: [0, 0, 0, 1, 1, 1], relation: .fresh)
    let estimator = try Numbers([("y", [1, 2, 3, -1, -2, -9]), ("same", [4, 4, 4, 5, 5, 5])])
      .estimator(design)
    let vector = try estimator.vector(of: [.init(.mean(0), wave: 0), .init(.mean(0), wave: 1)])
    #expect(throws: EstimationError.badCoefficients(expected: 2, found: 0)) {
      try vector.contrast([0, 0])
    }
    #expect(throws: EstimationError.badCoefficients(expected: 2, found: 3)) {
      try vector.contrast([1, 2, 3])
    }
    #expect(throws: EstimationError.badCoefficients(expected: 2, found: 1)) {
      try vector.contrast([1, .nan])
    }
    #expect(
      throws: EstimationError.noLogarithm(
        numerator: "mean y, wave 2", denominator: "mean y, wave 1")
    ) { try vector.ratio(1, to: 0) }
    #expect(throws: EstimationError.allAlike(variable: "(mean same, wave 2) − (mean same, wave 1)"))
    {
      try estimator.vector(of: [.init(.mean(1), wave: 0), .init(.mean(1), wave: 1)])
        .difference(1, minus: 0)
    }
    #expect(throws: EstimationError.notAShare(variable: "y")) {
      try estimator.vector(of: [.init(.share(0), wave: 0)])
    }
    #expect(throws: EstimationError.unknownIndex(what: "wave", index: 2, count: 2)) {
      try estimator.vector(of: [.init(.mean(0), wave: 2)])
    }
    // One answer a wave leaves nothing to measure by.
    let lone = try Numbers([("y", [1, .nan, .nan, 4, .nan, .nan])]).estimator(design)
    #expect(throws: EstimationError.noFreedom("(mean y, wave 2) − (mean y, wave 1)")) {
      try lone.change(.mean(0), domain: 0, before: 0, after: 1, as: .absolute)
    }
    let estimate = try vector.estimate(1)
    #expect(estimate.value == -4 && estimate.degreesOfFreedom == 2)
  }
}
