import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1 `svychisq`; the code is in `tests_api.json` and `designtests.R`.
@Suite struct ContingencyTableTests {
  private func categories(_ file: DataFile, _ column: String) -> Categories {
    let (codes, labels) = file.codes(column)
    return Categories(name: column, codes: codes, labels: labels)
  }

  private func check(_ found: TableTest, _ expected: JSON, _ label: String) {
    let statistic = expected["statistic"].number
    #expect(agree(found.test.statistic, statistic), "\(label) \(found.test.statistic) \(statistic)")
    // R's saddlepoint is taken up by the tests of quadratic forms.
    if case .mixture = found.test.reference { return }
    #expect(agree(found.test.p, expected["p.value"].number), "\(label) \(found.test.p)")
    let parameter = expected["parameter"].numbers
    switch found.test.reference {
    case .f(let numerator, let denominator):
      #expect(agree(numerator, parameter[0]) && agree(denominator, parameter[1]), "\(label)")
    case .chiSquared(let df): #expect(df == parameter[0], "\(label)")
    default: Issue.record("\(label)")
    }
  }

  @Test(arguments: [("st", "apistrat"), ("cl", "apiclus1")])
  func `all statistics equal svychisq`(_ key: String, _ name: String) throws {
    let expected = try Reference.expected("tests_api")[key]
    let (file, design) = try ApiDesigns.design(name)
    let table = try ContingencyTable(
      rows: categories(file, "sch.wide"), columns: categories(file, "stype"), design: design)
    for statistic in TableStatistic.allCases {
      let part = expected["chisq_\(statistic.rawValue)"]
      #expect(part["statistic"].number.isFinite)
      check(try table.independence(statistic), part, "\(name) \(statistic)")
    }
    let other = try ContingencyTable(
      rows: categories(file, "comp.imp"), columns: categories(file, "sch.wide"), design: design)
    check(try other.independence(), expected["chisq_F_comp_schwide"], "\(name) comp.imp")
  }

  @Test(arguments: TableStatistic.allCases)
  func `stages, calibration, domains and larger tables equal svychisq`(
    _ statistic: TableStatistic
  ) throws {
    let expected = try Reference.expected("designtests")
    func part(_ name: String) -> JSON { expected["chisq_\(name)_\(statistic.rawValue)"] }
    let (stages, twoStage) = try ApiDesigns.design("apiclus2")
    check(
      try ContingencyTable(
        rows: categories(stages, "sch.wide"), columns: categories(stages, "stype"),
        design: twoStage
      ).independence(statistic), part("two"), "two stages \(statistic)")
    let (clusters, _) = try ApiDesigns.design("apiclus1")
    let (_, calibrated) = try ApiDesigns.oneStage(
      fpc: true,
      calibration: CategoricalCalibration(margins: [
        .init(
          name: "stype", levels: clusters.codes("stype").codes, labels: ["E", "H", "M"],
          totals: [[4421, 755, 1018]])
      ]))
    check(
      try ContingencyTable(
        rows: categories(clusters, "sch.wide"), columns: categories(clusters, "comp.imp"),
        design: calibrated
      ).independence(statistic), part("post"), "calibrated \(statistic)")
    let (file, design) = try ApiDesigns.design("apistrat")
    check(
      try ContingencyTable(
        rows: categories(file, "comp.imp"), columns: categories(file, "stype"), design: design,
        domains: file.numbers("meals").map { $0 > 20 ? 0 : -1 }
      ).independence(statistic), part("domain"), "domain \(statistic)")
    let sizes = expected["size"].texts.map { Int32($0) ?? 0 }
    check(
      try ContingencyTable(
        rows: Categories(name: "size", codes: sizes.map { $0 - 1 }, labels: ["1", "2", "3", "4"]),
        columns: categories(file, "stype"), design: design
      ).independence(statistic), part("four"), "four by three \(statistic)")
  }

  @Test func `an empty cell is a share of zero, an empty category is left out and named`() throws {
    let expected = try Reference.expected("designtests")
    let (file, design) = try ApiDesigns.design("apistrat")
    let z = expected["z"].texts.map { $0 == "a" ? Int32(0) : 2 }
    // Nobody is "never"; R gives NaN for a factor with such a level.
    let rows = Categories(name: "z", codes: z, labels: ["a", "never", "b"])
    let table = try ContingencyTable(
      rows: rows, columns: categories(file, "stype"), design: design)
    for statistic in [TableStatistic.secondOrder, .firstOrder] {
      let found = try table.independence(statistic)
      check(found, expected["chisq_empty_\(statistic.rawValue)"], "\(statistic)")
      #expect(found.emptyCategories == ["never"] && found.rowLabels == ["a", "b"])
      #expect(found.shares.contains(0))
    }
    // Strata are the columns, so upper and middle schools have no sampling variance of "a"; R stops
    // with "system is exactly singular".
    #expect(throws: DesignTestError.self) { try table.independence(.wald) }
  }

  @Test func `a two by two table in a simple sample is Pearson's test with its own variance`()
    throws
  {
    // Of a simple random sample with replacement the one design effect is n/(n − 1).
    let a = (0..<90).map { Int32($0 % 2) }
    let b = (0..<90).map { Int32(($0 / 2 + $0 % 2 * 2) % 5 < 2 ? 0 : 1) }
    let design = try SurveyDesign(rowCount: 90, weights: [Double](repeating: 1, count: 90))
    let labels = ["no", "yes"]
    let found = try ContingencyTable(
      rows: Categories(name: "a", codes: a, labels: labels),
      columns: Categories(name: "b", codes: b, labels: labels), design: design
    ).independence()
    var counts = [[0.0, 0], [0, 0]]
    for (x, y) in zip(a, b) { counts[Int(x)][Int(y)] += 1 }
    let determinant = counts[0][0] * counts[1][1] - counts[0][1] * counts[1][0]
    let rows = counts.map { $0[0] + $0[1] }
    let columns = (0...1).map { counts[0][$0] + counts[1][$0] }
    let pearson =
      90 * determinant * determinant / (rows[0] * rows[1] * columns[0] * columns[1])
    #expect(agree(found.pearson, pearson))
    #expect(agree(found.designEffects[0], 90.0 / 89))
  }

  @Test func `swapping rows and columns or their order changes nothing`() throws {
    let (file, design) = try ApiDesigns.design("apiclus1")
    let rows = categories(file, "stype")
    let columns = categories(file, "comp.imp")
    let turned = Categories(
      name: "stype", codes: rows.codes.map { 2 - $0 }, labels: rows.labels.reversed())
    for statistic in TableStatistic.allCases {
      let one = try ContingencyTable(rows: rows, columns: columns, design: design)
        .independence(statistic)
      let other = try ContingencyTable(rows: columns, columns: turned, design: design)
        .independence(statistic)
      #expect(agree(one.test.statistic, other.test.statistic), "\(statistic)")
      #expect(agree(one.test.p, other.test.p), "\(statistic)")
    }
  }

  @Test func `what cannot be tested is named`() throws {
    let design = try SurveyDesign(rowCount: 6, weights: [Double](repeating: 1, count: 6))
    let labels = ["no", "yes"]
    func table(_ a: [Int32], _ b: [Int32], _ domains: [Int32]? = nil) throws -> ContingencyTable {
      try ContingencyTable(
        rows: Categories(name: "a", codes: a, labels: labels),
        columns: Categories(name: "b", codes: b, labels: labels), design: design,
        domains: domains, domainCount: 2)
    }
    #expect(throws: DesignTestError.tooFewCategories(name: "b", found: 1)) {
      try table([0, 1, 0, 1, 0, 1], [0, 0, 0, 0, -1, -1]).independence()
    }
    #expect(throws: DesignTestError.unequalLengths(list: "a", rows: 6, found: 2)) {
      try table([0, 1], [0, 0, 0, 0, 1, 1])
    }
    #expect(throws: DesignTestError.unknownCategory(name: "b", row: 2, code: 7)) {
      try table([0, 1, 0, 1, 0, 1], [0, 0, 7, 0, 1, 1])
    }
    // A domain without answers.
    #expect(throws: DesignTestError.self) {
      try table([0, 1, 0, 1, 0, 1], [0, 1, 1, 0, -1, -1], [0, 0, 0, 0, 1, 1])
        .independence(domain: 1)
    }
    let many = (0..<20).map { String($0) }
    #expect(throws: DesignTestError.tooManyCells(count: 400, limit: 240)) {
      try ContingencyTable(
        rows: Categories(name: "a", codes: [0, 1, 2, 3, 4, 5], labels: many),
        columns: Categories(name: "b", codes: [0, 1, 2, 3, 4, 5], labels: many), design: design)
    }
    // As many hypotheses as degrees of freedom leave none for the adjusted test.
    let small = try SurveyDesign(
      rowCount: 6, weights: [Double](repeating: 1, count: 6),
      stages: [.init(units: [0, 0, 0, 1, 1, 1])])
    let three = ["1", "2", "3"]
    #expect(throws: DesignTestError.self) {
      try ContingencyTable(
        rows: Categories(name: "a", codes: [0, 1, 2, 0, 1, 2], labels: three),
        columns: Categories(name: "b", codes: [0, 1, 2, 2, 0, 0], labels: three), design: small
      ).independence(.adjustedWald)
    }
  }
}
