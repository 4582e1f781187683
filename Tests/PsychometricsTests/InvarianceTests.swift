import Psychometrics
import SurveyStatistics
import Tabular
import Testing

/// Measurement invariance against lavaan; the R is in `psychometrics.R` and `cfa_*.json`.
struct InvarianceTests {
  typealias Level = MeasurementInvariance.Level

  /// Groups of the children by school.
  private func schools(_ items: [String]) throws -> [MeasurementInvariance.Group] {
    let file = DataFile.holzingerSwineford
    let school = file.text("school")
    return try ["Pasteur", "Grant-White"].map { name in
      .init(name: name, moments: try file.moments(items) { school[$0] == name })
    }
  }

  @Test func `three factors by school equal lavaan at every level`() throws {
    let found = try #require(
      MeasurementInvariance.assess(
        FactorModel(factors: FactorReferenceTests.threeFactors),
        groups: schools(FactorReferenceTests.tests), strict: true
      ).value)
    let polished = try Reference.expected("psychometrics")["invariance"]["three_factor"]
    let printed = try Reference.expected("cfa_invariance_hs")
    #expect(found.steps.map(\.level) == Level.allCases)
    for (place, step) in found.steps.enumerated() {
      FactorReferenceTests.expectFit(step.fit, polished[step.level.rawValue]["fit"])
      FactorReferenceTests.expectFit(
        step.fit, printed["three_factor"][step.level.rawValue], srmr: 1e-5)
      FactorReferenceTests.expectEstimates(
        step.parameters, polished[step.level.rawValue]["est"], groups: found.groups)
      guard let comparison = step.comparison else { continue }
      let lrt = printed["lrt"]
      #expect(agree(comparison.chiSquared, lrt["diff"].numbers[place], 1e-6))
      #expect(Double(comparison.degreesOfFreedom) == lrt["ddf"].numbers[place])
      #expect(agree(try #require(comparison.pValue), lrt["p"].numbers[place], 1e-6))
    }
    FactorReferenceTests.expectEstimates(
      found.steps[2].parameters, printed["scalar_est"], groups: found.groups,
      tolerance: FactorReferenceTests.asPrinted)
    // The standard tutorial: loadings are equal, intercepts are not.
    #expect(found.verdict == .differentOrigin)
    #expect(found.persons == [156, 145])
    #expect(found.stopped == nil)
  }

  @Test func `one factor by school equals lavaan`() throws {
    let items = ["x4", "x5", "x6", "x1"]
    let found = try #require(
      MeasurementInvariance.assess(
        FactorModel(items: items, name: "g"), groups: schools(items)
      ).value)
    let printed = try Reference.expected("cfa_invariance_hs")
    #expect(found.steps.count == 3)
    for step in found.steps {
      FactorReferenceTests.expectFit(
        step.fit, printed["one_factor"][step.level.rawValue], srmr: 1e-5)
    }
    FactorReferenceTests.expectEstimates(
      found.steps[2].parameters, printed["one_scalar_est"], groups: found.groups,
      tolerance: FactorReferenceTests.asPrinted)
    #expect(found.factorMeanDifferences.map(\.group) == ["Grant-White"])
  }

  @Test func `neuroticism by gender equals lavaan`() throws {
    let items = (1...5).map { "N\($0)" }
    let gender = DataFile.bfi.numbers("gender")
    let groups = try [1.0, 2].map { code in
      MeasurementInvariance.Group(
        name: "\(Int(code))",
        moments: try ItemMoments(
          ItemResponses(
            table: DataFile.bfi.table(items), items: items, rows: gender.map { $0 == code }),
          missing: .listwise))
    }
    let found = try #require(
      MeasurementInvariance.assess(FactorModel(items: items, name: "N"), groups: groups).value)
    let expected = try Reference.expected("psychometrics")["invariance"]["neuroticism"]
    let printed = try Reference.expected("cfa_bfi")["invariance"]
    // lavaan numbers groups as they appear in the rows; the first respondent is a man.
    for step in found.steps {
      FactorReferenceTests.expectFit(step.fit, printed[step.level.rawValue], srmr: 1e-5)
      FactorReferenceTests.expectEstimates(
        step.parameters, expected[step.level.rawValue]["est"], groups: found.groups)
    }
    #expect(found.verdict == .differentOrigin)
  }

  @Test func `the same countries asked twice equal lavaan's longitudinal model`() throws {
    let expected = try Reference.expected("psychometrics")["linked"]
    let items = (1...8).map { "y\($0)" }
    let moments = try DataFile("PoliticalDemocracy").moments(items)
    let found = try #require(
      MeasurementInvariance.assess(
        FactorModel(items: Array(items[0..<4]), name: "democracy"),
        linkedWaves: ["1960", "1965"], items: [Array(items[0..<4]), Array(items[4...])],
        moments: moments, strict: true, minimumPersons: 75
      ).value)
    for step in found.steps {
      let truth = expected[step.level.rawValue]
      FactorReferenceTests.expectFit(step.fit, truth["fit"])
      FactorReferenceTests.expectEstimates(
        step.parameters, truth["est"],
        names: ["w1": "democracy (1960)", "w2": "democracy (1965)"])
    }
    #expect(found.linked)
    #expect(found.persons == [75])
    // 75 countries are fewer than five a parameter.
    #expect(found.findings == [.fewPersons(persons: 75, parameters: 29)])
  }

  /// Democracy in both years, countries one below the other, with a design that says how they
  /// relate.
  private func democracy(
    _ relation: WaveRelation, persons: [Int32]
  ) throws -> (FactorModel, Table, SurveyDesign) {
    let file = try DataFile("PoliticalDemocracy")
    var table = Table()
    for item in 1...4 {
      table.set(
        "y\(item)",
        .real(RealColumn(values: file.numbers("y\(item)") + file.numbers("y\(item + 4)"))))
    }
    let design = try SurveyDesign(
      rowCount: 150, weights: [Double](repeating: 2, count: 150),
      waves: (0..<150).map { $0 < 75 ? 0 : 1 }, waveLabels: ["1960", "1965"], relation: relation,
      persons: persons)
    return (FactorModel(items: (1...4).map { "y\($0)" }, name: "w"), table, design)
  }

  @Test func `linked persons are matched by their ids, not by their rows`() throws {
    let truth = try Reference.expected("psychometrics")["linked"]
    let ids = (0..<75).map { Int32($0) }
    let (model, table, design) = try democracy(.linked, persons: ids + ids)
    let found = try #require(
      MeasurementInvariance.assess(model, table: table, design: design, minimumPersons: 75).value)
    for step in found.steps {
      FactorReferenceTests.expectFit(step.fit, truth[step.level.rawValue]["fit"])
    }
    #expect(found.designUse == .ignored)
    // Equal weights change nothing but what is said of the design.
    let weighted = try #require(
      MeasurementInvariance.assess(
        model, table: table, design: design, weighted: true, minimumPersons: 75
      ).value)
    #expect(weighted.designUse == .weightsOnly)
    #expect(agree(weighted.steps[0].fit.chiSquared, found.steps[0].fit.chiSquared, 1e-9))
    // Five countries seen once only leave seventy.
    var fewer = ids
    for row in 70..<75 { fewer[row] += 1000 }
    let (_, _, partly) = try democracy(.linked, persons: ids + fewer)
    #expect(
      MeasurementInvariance.assess(model, table: table, design: partly, minimumPersons: 75).reason
        == .tooFewPersons(found: 70, needed: 75, items: []))
    #expect(
      MeasurementInvariance.assess(model, table: table, design: partly, minimumPersons: 70).value?
        .persons == [70])
  }

  @Test func `waves of different persons are groups`() throws {
    let (model, table, design) = try democracy(.fresh, persons: [])
    let found = try #require(
      MeasurementInvariance.assess(model, table: table, design: design, minimumPersons: 75).value)
    #expect(!found.linked)
    #expect(found.persons == [75, 75])
    #expect(found.groups == ["1960", "1965"])
    #expect(
      MeasurementInvariance.assess(model, table: table, design: design).reason
        == .tooFewPersons(found: 75, needed: 100, items: ["1960"]))
  }

  @Test func `waves without a person in common leave nobody to compare`() throws {
    let (model, table, design) = try democracy(.linked, persons: Array(0..<150))
    #expect(
      MeasurementInvariance.assess(model, table: table, design: design).reason
        == .tooFewPersons(found: 0, needed: 2, items: []))
  }

  @Test func `three items are not assessed`() throws {
    let items = ["x1", "x2", "x3"]
    let found = try MeasurementInvariance.assess(
      FactorModel(items: items), groups: schools(items))
    #expect(found.reason == .tooFewItems(found: 3, needed: 4))
    #expect(found.value == nil)
  }

  @Test func `Chen's thresholds are those of the paper`() {
    let large = ChenCriteria(persons: [400, 400])
    #expect(large.cfi == 0.010 && large.rmsea == 0.015)
    #expect(large.srmrOfLoadings == 0.030 && large.srmrOfIntercepts == 0.010)
    let small = ChenCriteria(persons: [150, 150])
    #expect(small.cfi == 0.005 && small.rmsea == 0.010)
    #expect(small.srmrOfLoadings == 0.025 && small.srmrOfIntercepts == 0.005)
    #expect(ChenCriteria(persons: [1000, 200]) == small)
  }
}
