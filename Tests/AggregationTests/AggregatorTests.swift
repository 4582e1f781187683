import Aggregation
import Tabular
import Testing

@Suite struct AggregatorTests {
  /// Answers 1…5 as codes 0…4, missing as codes from 240.
  private func coded(_ answers: [Int?]) -> Column {
    .coded(
      CodedColumn(
        codes: answers.map { $0.map { UInt8($0 - 1) } ?? CodedColumn.code(for: .doNotKnow) },
        levels: (1...5).map { .init(value: Double($0), label: "\($0)") }))
  }

  private func part(_ column: String, reversed: Bool = false) -> DerivedVariable.Part {
    var values = [Double](repeating: .nan, count: 256)
    for code in 0..<5 { values[code] = reversed ? Double(5 - code) : Double(code + 1) }
    return .coded(column: column, values: values)
  }

  /// The scores of rows, one domain a row.
  private func scores(_ variable: DerivedVariable, _ table: Table) throws -> [Double?] {
    let n = table.rowCount
    let keys = AggregationPlan.Keys(
      weights: [Double](repeating: 1, count: n), units: [Int32](repeating: 0, count: n),
      unitCount: 1, domains: (0..<Int32(n)).map { $0 }, domainCount: n,
      waves: [UInt8](repeating: 0, count: n), waveCount: 1)
    let cells = try InProcessAggregator().cells(
      of: table, plan: AggregationPlan(variables: [variable], keys: keys, rowsAreUnits: true))
    return (0..<n).map { domain in
      let range = cells.cells(domain: domain, wave: 0)
      let moments = cells.moments(0, cell: range.lowerBound)
      return moments.n == 0 ? nil : moments.wy + cells.centres[0]
    }
  }

  private var items: Table {
    var table = Table()
    table.set("a", coded([1, 5, nil, 4]))
    table.set("b", coded([3, nil, nil, 2]))
    table.set("c", coded([5, 1, 2, nil]))
    return table
  }

  private func close(_ a: [Double?], _ b: [Double?]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { x, y in
        if let x, let y { return abs(x - y) < 1e-6 }
        return x == nil && y == nil
      }
  }

  @Test func `a prorated sum at the end of a range is within it`() throws {
    // 1 + 2 + 4 over three of six items: 7 · 6 / 3 is 14 only if it is multiplied first.
    var table = Table()
    for (name, answer) in [("a", 1), ("b", 2), ("c", 4)] { table.set(name, coded([answer])) }
    for name in ["d", "e", "f"] { table.set(name, coded([nil])) }
    let variable = DerivedVariable(
      name: "s", parts: ["a", "b", "c", "d", "e", "f"].map { part($0) },
      combination: .proratedSum, minimumAnswered: 3, transform: .within(low: 0, high: 14))
    #expect(try scores(variable, table) == [1])
  }

  @Test(
    arguments: [
      (DerivedVariable.Combination.mean, 2, [3, 3, nil, 3]), (.mean, 1, [3, 3, 2, 3]),
      (.mean, 3, [3, nil, nil, nil]), (.sum, 2, [9, 6, nil, 6]), (.proratedSum, 2, [9, 9, nil, 9]),
      (.count, 1, [3, 2, 1, 2]), (.any, 1, [1, 1, 1, 1]),
    ] as [(DerivedVariable.Combination, Int, [Double?])])
  func `parts combine as declared and need so many answers`(
    _ combination: DerivedVariable.Combination, _ least: Int, _ expected: [Double?]
  ) throws {
    let variable = DerivedVariable(
      name: "score", parts: [part("a"), part("b"), part("c")], combination: combination,
      minimumAnswered: least)
    #expect(close(try scores(variable, items), expected))
  }

  @Test func `any and count look at values above zero`() throws {
    var yes = [Double](repeating: .nan, count: 256)
    for code in 0..<5 { yes[code] = code == 4 ? 1 : 0 }
    let parts: [DerivedVariable.Part] = [
      .coded(column: "a", values: yes), .coded(column: "c", values: yes),
    ]
    let any = DerivedVariable(name: "any", parts: parts, combination: .any)
    #expect(try scores(any, items) == [1, 1, 0, 0])
    let count = DerivedVariable(
      name: "count", parts: parts, combination: .count, minimumAnswered: 2)
    #expect(try scores(count, items) == [1, 1, nil, nil])
  }

  @Test func `a reversed item, a rescaling and a range`() throws {
    let reversed = DerivedVariable(name: "r", parts: [part("a", reversed: true)])
    #expect(close(try scores(reversed, items), [5, 1, nil, 2]))
    let percent = DerivedVariable(
      name: "p", parts: [part("a")], transform: .affine(scale: 25, offset: -25))
    #expect(close(try scores(percent, items), [0, 100, nil, 75]))
    let top = DerivedVariable(
      name: "t", parts: [part("a")], transform: .within(low: 4, high: 5))
    #expect(try scores(top, items) == [0, 1, nil, 1])
  }

  @Test func `a real column is missing where it says so or is not a number`() throws {
    var table = Table()
    table.set("x", .real(RealColumn(values: [1.5, 0, .nan, 2], missing: [0, 3, 0, 0])))
    let variable = DerivedVariable(name: "x", parts: [.real(column: "x")])
    #expect(close(try scores(variable, table), [1.5, nil, nil, 2]))
  }

  @Test func `cells hold every sum of their rows, and missing answers still count as rows`() throws
  {
    var table = Table()
    table.set("x", .real(RealColumn(values: [1, 2, 4, 0, 7], missing: [0, 0, 0, 1, 0])))
    let keys = AggregationPlan.Keys(
      weights: [1, 2, 3, 4, 5], units: [1, 1, 0, 1, 0], unitCount: 2, domains: [0, 0, 0, 0, -1],
      domainCount: 1, waves: [0, 0, 0, 0, 255], waveCount: 1)
    let plan = AggregationPlan(
      variables: [DerivedVariable(name: "x", parts: [.real(column: "x")])], keys: keys,
      rowsAreUnits: true)
    let cells = try InProcessAggregator().cells(of: table, plan: plan)
    #expect(cells.count == 3)
    #expect(cells.domains == [-1, 0, 0])
    #expect(cells.waves == [255, 0, 0])
    #expect(cells.units == [0, 0, 1])
    #expect(cells.rows == [1, 1, 3])
    #expect(cells.weights == [5, 3, 7])
    #expect(cells.squaredWeights == [25, 9, 21])
    #expect(cells.cells(domain: 0, wave: 0) == 1..<3)
    #expect(cells.cells(domain: 0, wave: nil) == 1..<3)
    // Centred at (1 + 2 + 4 + 7) / 4 = 3.5, the answers of the last cell are −2.5 and −1.5.
    #expect(cells.centres == [3.5])
    let m = cells.moments(0, cell: 2)
    #expect(m.n == 2 && m.w == 3 && m.wy == -5.5 && m.wyy == 10.75)
    #expect(m.ww == 5 && m.wwy == -8.5 && m.wwyy == 15.25)
  }

  @Test func `linked persons have their products, whoever of them answered`() throws {
    var table = Table()
    // Rows 0, 1 before and 2, 3 after; person 0 answered twice, person 1 only before.
    table.set("x", .real(RealColumn(values: [1, 0, 1, 0], missing: [0, 0, 0, 1])))
    let keys = AggregationPlan.Keys(
      weights: [2, 3, 5, 7], units: [0, 0, 1, 1], unitCount: 2, domains: [0, 0, 0, 0],
      domainCount: 1, waves: [0, 0, 1, 1], waveCount: 2)
    let plan = AggregationPlan(
      variables: [DerivedVariable(name: "x", parts: [.real(column: "x")])], keys: keys,
      rowsAreUnits: true, links: [.init(before: 0, after: 2), .init(before: 1, after: 3)])
    let overlap = try #require(try InProcessAggregator().cells(of: table, plan: plan).overlap)
    #expect(overlap.count == 1)
    #expect(overlap.persons == [2])
    #expect(overlap.weightsBefore == [5] && overlap.weightsAfter == [12])
    #expect(overlap.weightProducts == [31])
    let m = overlap.moments(0, pair: 0)
    #expect(m.both == 1 && m.wb == 5 && m.wbyb == 2 && m.wa == 5 && m.waya == 5)
    #expect(m.bProduct == 31 && m.aProduct == 10 && m.product == 10 && m.productBA == 10)
  }

  @Test func `unknown columns, wrong kinds and short tables are errors that name them`() {
    func error(_ part: DerivedVariable.Part) -> AggregationError? {
      var table = Table()
      table.set("x", .real(RealColumn(values: [1])))
      let keys = AggregationPlan.Keys(
        weights: [1], units: [0], unitCount: 1, domains: [0], domainCount: 1, waves: [0],
        waveCount: 1)
      do {
        _ = try InProcessAggregator().cells(
          of: table,
          plan: AggregationPlan(
            variables: [DerivedVariable(name: "v", parts: [part])], keys: keys,
            rowsAreUnits: true))
        return nil
      } catch {
        return error
      }
    }
    #expect(error(.real(column: "x")) == nil)
    #expect(error(.real(column: "z")) == .unknownColumn(variable: "v", column: "z"))
    #expect(
      error(.coded(column: "x", values: []))
        == .wrongColumnKind(variable: "v", column: "x", expected: "coded"))
  }

  @Test func `many keys come out in ascending order whatever the order of rows`() throws {
    let n = 5_000
    var table = Table()
    table.set("x", .real(RealColumn(values: (0..<n).map { Double($0 % 7) })))
    let units = (0..<n).map { Int32(($0 * 7919) % 3_001) }
    let keys = AggregationPlan.Keys(
      weights: [Double](repeating: 1, count: n), units: units, unitCount: 3_001,
      domains: units.map { $0 % 5 }, domainCount: 5, waves: units.map { UInt8($0 % 2) },
      waveCount: 2)
    let cells = try InProcessAggregator().cells(
      of: table,
      plan: AggregationPlan(
        variables: [DerivedVariable(name: "x", parts: [.real(column: "x")])], keys: keys,
        rowsAreUnits: false))
    #expect(cells.count == Set(units).count)
    #expect(cells.rows.reduce(0, +) == n)
    for cell in 1..<cells.count {
      let a = (cells.domains[cell - 1], cells.waves[cell - 1], cells.units[cell - 1])
      let b = (cells.domains[cell], cells.waves[cell], cells.units[cell])
      #expect(a < b)
    }
  }
}
