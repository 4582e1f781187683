import Diagnostics
import SocialIndicators
import SurveyData
import SurveyStatistics
import Tabular
import Testing

@Suite struct EvaluationTests {
  /// Two fresh samples of 40 in two strata of 200 and 120, post-stratified by age.
  ///
  /// The same rows as
  /// in `ReferenceValues/evaluation.R`.
  private func stratified(fpcForChange: Bool) -> StudyFixture {
    let margin = CalibrationMargin(
      variable: "age", levels: ["0", "1", "2"], values: [150, 100, 70])
    var fixture = StudyFixture([
      StudyFixture.municipality(
        design: .stratified, stratum: "s", fpcForLevels: true, fpcForChange: fpcForChange,
        margins: [margin])
    ])
    var y: [Int] = []
    var age: [Int] = []
    for wave in 0...1 {
      for i in 0..<40 {
        y.append((7 * i + (wave == 0 ? 0 : 3) * (i % 5)) % 11)
        age.append((i / 2) % 3)
        fixture.wave.append(UInt8(wave))
        fixture.stratum.append(Int32(i % 2))
        fixture.population.append(i % 2 == 0 ? 200 : 120)
        fixture.weight.append(i % 2 == 0 ? 10 : 6)
      }
    }
    fixture.strataLabels = ["even", "odd"]
    fixture.columns = [
      ("y", scaleColumn(y, Array(0...10))), ("age", scaleColumn(age, [0, 1, 2])),
      ("s", scaleColumn(fixture.stratum.map(Int.init), [0, 1])),
    ]
    return fixture
  }

  private let both =
    "indicators:\n" + definition("y", items: ["y"], low: 0, high: 10)
    + definition("high", items: ["y"], low: 0, high: 10, more: "share_within: [7, 10]")

  @Test func `A stratified, post-stratified study equals R`() throws {
    let results = stratified(fpcForChange: false).results(both)
    let mean = try #require(results.first { $0.indicator == "y" })
    let share = try #require(results.first { $0.indicator == "high" })
    let before = try #require(mean.waves[0].estimate)
    #expect(agree(before.value, 5.064360119047619513))
    #expect(agree(before.standardError, 0.534738652472090070))
    #expect(before.degreesOfFreedom == 38)
    #expect(agree(before.weightedBase, 320))
    let after = try #require(mean.waves[1].estimate)
    #expect(agree(after.value, 4.542038690476190688))
    #expect(agree(after.standardError, 0.447731036492997558))
    let high = try #require(share.waves[0].estimate)
    #expect(agree(high.value, 0.379836309523809534))
    #expect(agree(high.standardError, 0.078492922192229295))
    // R iterates to about 1e-8.
    #expect(agree(high.interval?.low ?? .nan, 0.23779502639612712, 1e-7))
    #expect(agree(high.interval?.high ?? .nan, 0.54595006030671178, 1e-7))
  }

  @Test func `A change uses the correction for finite populations only where declared`() throws {
    // Fresh samples: the variances of the waves add up. R's standard errors without and with fpc.
    let cases = [
      (false, 0.568445997576026207, 0.47934348753871009),
      (true, 0.534738652472090070, 0.447731036492997558),
    ]
    for (isDeclared, before, after) in cases {
      let results = stratified(fpcForChange: isDeclared).results(both)
      let change = try #require(results.first { $0.indicator == "y" }?.change?.change)
      let error = (before * before + after * after).squareRoot()
      #expect(agree(change.difference.standardError, error))
      #expect(change.difference.degreesOfFreedom == 76)
      #expect(change.covariance == 0)
    }
  }

  @Test func `Groups are domains of the whole design`() throws {
    var fixture = stratified(fpcForChange: false)
    fixture.study.groups = ["s"]
    let results = fixture.results(both)
    let group = try #require(
      results.first { $0.indicator == "y" && $0.group?.level == "1" })
    // R: svymean(~y, subset(ps, s == 1)) with the post-stratified design.
    let estimate = try #require(group.waves[0].estimate)
    #expect(agree(estimate.value, 5.36755952380952372))
    #expect(agree(estimate.standardError, 0.66187718871319601))
    #expect(estimate.degreesOfFreedom == 19)
    #expect(group.provenance.figure == "a.y.s=1")
    #expect(group.primaryRank == nil)
    #expect(results.map(\.group?.level) == [nil, "0", "1", nil, "0", "1"])
  }

  @Test func `Persons who do not tell a margin's variable keep their part of the population`()
    throws
  {
    var fixture = stratified(fpcForChange: false)
    var age = fixture.columns[1].1
    age.codes[3] = CodedColumn.code(for: .refused)
    age.codes[17] = CodedColumn.code(for: .refused)
    fixture.columns[1].1 = age
    let estimate = try #require(fixture.results(both).first?.waves[0].estimate)
    #expect(agree(estimate.weightedBase, 320))
    #expect(estimate.respondents == 40)
  }

  @Test func `A wave in which nobody told the margin's variable is an error that says so`() throws {
    var fixture = stratified(fpcForChange: false)
    var age = fixture.columns[1].1
    for row in age.codes.indices where fixture.wave[row] == 1 {
      age.codes[row] = CodedColumn.code(for: .refused)
    }
    fixture.columns[1].1 = age
    let library = IndicatorLibrary.parse(both, name: "test.yaml").library
    let plan = IndicatorPlan.make(
      study: fixture.study, library: library, codebooks: [fixture.codebook(library)]
    ).plan
    let found = evaluate(
      study: fixture.study, plan: plan, panel: fixture.panel, participation: nil,
      programVersion: "test"
    ).diagnostics.all.filter { $0.code == "design.margin" }
    #expect(found.count == 1)
    #expect(found.first?.finding.hasPrefix("nobody in wave after has an answer to all of") == true)
  }

  @Test func `An open sample has no margin of error and no verdict`() throws {
    var fixture = stratified(fpcForChange: false)
    fixture.study.municipalities[0] = StudyFixture.municipality(design: .open)
    let result = try #require(fixture.results(both).first)
    #expect(result.describesRespondentsOnly)
    #expect(result.waves[0].estimate?.interval == nil)
    #expect(result.waves[0].estimate?.variance == 0)
    #expect(result.change?.change == nil)
    guard case .notAssessed(let reason) = try #require(result.change).outcome else {
      Issue.record("an open sample was judged")
      return
    }
    #expect(reason.description.hasPrefix("open sample"))
  }

  @Test func `A place whose design fails says why, and the others go on`() throws {
    var fixture = StudyFixture(["a", "b"].map { StudyFixture.municipality($0, stratum: "s") })
    for place in 0..<2 {
      for i in 0..<40 {
        fixture.municipality.append(Int32(place))
        fixture.wave.append(UInt8(i / 20))
        // Place a has a stratum of a single person in the first wave.
        fixture.stratum.append(place == 0 ? (i == 0 ? 0 : 1) : 2)
      }
    }
    fixture.strataLabels = ["a|lonely", "a|rest", "b"]
    fixture.columns = [("y", scaleColumn((0..<80).map { $0 % 11 }, Array(0...10)))]
    let results = fixture.results("indicators:\n" + definition("y", items: ["y"], low: 0, high: 10))
    #expect(results.map(\.municipality) == ["a", "b"])
    #expect(results[0].waves[0].estimate == nil)
    #expect(results[0].waves[0].refusal?.description.contains("a|lonely") == true)
    #expect(results[1].waves[0].estimate != nil)
    #expect(results[1].change?.change != nil)
  }

  /// Two waves of 60 persons, of whom 40 answered twice and hardly changed their minds.
  private func linked() -> StudyFixture {
    var fixture = StudyFixture([StudyFixture.municipality(relation: "linked")])
    var y: [Int] = []
    for wave in 0...1 {
      for i in 0..<60 {
        let person = wave == 0 ? i : i + 20
        y.append((person * 7) % 10 + (wave == 1 && person % 9 == 0 ? 1 : 0))
        fixture.person.append(Int32(person))
        fixture.wave.append(UInt8(wave))
      }
    }
    fixture.columns = [("y", scaleColumn(y, Array(0...10)))]
    return fixture
  }

  @Test func `Linked persons make a change surer than fresh samples would`() throws {
    let yaml = "indicators:\n" + definition("y", items: ["y"], low: 0, high: 10)
    let linked = try #require(linked().results(yaml).first?.change?.change)
    var anonymous = self.linked()
    anonymous.person = []
    let results = anonymous.results(yaml)
    let fresh = try #require(results.first?.change?.change)
    #expect(linked.covariance > 0)
    #expect(fresh.covariance == 0)
    #expect(fresh.difference.value == linked.difference.value)
    #expect(linked.difference.standardError < 0.7 * fresh.difference.standardError)
    #expect(results.first?.provenance.method.contains("drawn anew") == true)
  }

  @Test func `Where all gave one answer in each wave the change has no margin and no verdict`()
    throws
  {
    var fixture = StudyFixture([StudyFixture.municipality()])
    for wave in 0...1 { for _ in 0..<40 { fixture.wave.append(UInt8(wave)) } }
    fixture.columns = [
      ("y", scaleColumn(fixture.wave.map { 5 + Int($0) }, Array(0...10))),
      ("none", scaleColumn(fixture.wave.map { _ in 0 }, Array(0...10))),
    ]
    fixture.study.margins = ["none": 0.5]
    let results = fixture.results(
      "indicators:\n" + definition("y", items: ["y"], low: 0, high: 10)
        + definition("none", items: ["none"], low: 0, high: 10))
    #expect(results.count == 2)
    for result in results {
      #expect(result.waves.allSatisfy { $0.estimate != nil })
      guard case .notAssessed(let reason) = try #require(result.change).outcome else {
        Issue.record("a change was judged by a margin of zero")
        continue
      }
      #expect(reason.description.contains("everybody gave the same answer in each wave"))
    }
  }

  @Test func `A reworded item has levels and no change`() throws {
    let fixture = linked()
    let yaml = "indicators:\n" + definition("y", items: ["y"], low: 0, high: 10)
    let library = IndicatorLibrary.parse(yaml, name: "test.yaml").library
    var codebook = fixture.codebook(library)
    codebook.variables[0].wording = ["before": "1", "after": "2"]
    let plan = IndicatorPlan.make(
      study: fixture.study, library: library, codebooks: [codebook]
    ).plan
    let result = try #require(
      evaluate(
        study: fixture.study, plan: plan, panel: fixture.panel, participation: nil,
        programVersion: "test"
      ).results.first)
    #expect(result.waves.allSatisfy { $0.estimate != nil })
    #expect(result.change?.change == nil)
    #expect(result.change?.outcome == .notAssessed(reason: .reworded(items: ["y"])))
  }

  @Test func `Missing answers keep their reason, and half of the items are enough`() throws {
    var fixture = StudyFixture([StudyFixture.municipality()], waves: ["before"])
    let missing = Int(255)
    let columns = [
      [1, 2, 3, 4, missing, missing], [2, 3, 4, missing, missing, 1],
    ]
    for (index, numbers) in columns.enumerated() {
      var column = scaleColumn(numbers, Array(1...5))
      if index == 0 { column.codes[4] = CodedColumn.code(for: .refused) }
      fixture.columns.append(("q\(index + 1)", column))
    }
    let result = try #require(
      fixture.results(
        "indicators:\n" + definition("q", items: ["q1", "q2"], low: 1, high: 5)
      ).first)
    let wave = result.waves[0]
    #expect(wave.answered == 5)
    #expect(wave.asked == 6)
    #expect(wave.prorated == 2)
    #expect(wave.missing == [.init(reason: "refused", count: 1)])
    // The mean of 1.5, 2.5, 3.5, 4 and 1.
    #expect(wave.estimate?.value == 2.5)
    #expect(result.change == nil)
  }

  @Test func `Primary outcomes are adjusted for each other and no others`() throws {
    var fixture = StudyFixture([StudyFixture.municipality()])
    for i in 0..<400 { fixture.wave.append(UInt8(i / 200)) }
    func scores(_ shift: Int) -> [Int] {
      (0..<400).map { i in min(10, max(0, (i * 7) % 9 + (i >= 200 && i % 10 < shift ? 1 : 0))) }
    }
    for (name, shift) in [("a1", 9), ("a2", 0), ("a3", 9)] {
      fixture.columns.append((name, scaleColumn(scores(shift), Array(0...10))))
    }
    fixture.study.primaryOutcomes = ["a2", "a1"]
    fixture.study.margins = ["a2": 2]
    let yaml =
      "indicators:\n"
      + ["a1", "a2", "a3"].map { definition($0, items: [$0], low: 0, high: 10) }.joined()
    let results = fixture.results(yaml)
    let byID = Dictionary(uniqueKeysWithValues: results.map { ($0.indicator, $0) })
    #expect(byID["a2"]?.primaryRank == 0)
    #expect(byID["a1"]?.primaryRank == 1)
    #expect(byID["a3"]?.primaryRank == nil)
    let p1 = try #require(byID["a1"]?.change?.change?.p)
    #expect(byID["a1"]?.change?.adjustedP == 2 * p1)
    #expect(byID["a3"]?.change?.adjustedP == nil)
    #expect(byID["a1"]?.change?.outcome == .rose)
    #expect(byID["a2"]?.change?.outcome == .smallerThan(margin: 2))
  }

  @Test func `Answers of a single item are shown with weights and counts`() throws {
    var fixture = StudyFixture([StudyFixture.municipality()], waves: ["before"])
    fixture.columns = [("q", scaleColumn([1, 1, 2, 3, 255], [1, 2, 3]))]
    fixture.weight = [1, 1, 2, 4, 9]
    let wave = try #require(
      fixture.results("indicators:\n" + definition("q", items: ["q"], low: 1, high: 3))
        .first?.waves.first)
    #expect(wave.distribution.map(\.share) == [0.25, 0.25, 0.5])
    #expect(wave.distribution.map(\.count) == [2, 1, 1])
    #expect(wave.distribution.map(\.value) == [1, 2, 3])
  }
}
