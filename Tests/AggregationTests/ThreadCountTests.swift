import Aggregation
import Tabular
import Testing

@Suite struct ThreadCountTests {
  /// Answers, numbers and keys that follow no pattern, over several blocks of rows.
  private static let rowCount = 10_000
  private static func mixed(_ row: Int, _ salt: Int) -> Int {
    var x = UInt64(row &* 31 &+ salt) &* 0x9E37_79B9_7F4A_7C15
    x ^= x >> 31
    x = x &* 0xBF58_476D_1CE4_E5B9
    return Int(x >> 33)
  }

  private var table: Table {
    var table = Table()
    for item in 0..<5 {
      let codes = (0..<Self.rowCount).map { row -> UInt8 in
        let draw = Self.mixed(row, item) % 7
        return draw < 5 ? UInt8(draw) : CodedColumn.code(for: .refused)
      }
      let levels = (1...5).map { CodedColumn.Level(value: Double($0), label: "\($0)") }
      table.set("item\(item)", .coded(CodedColumn(codes: codes, levels: levels)))
    }
    table.set(
      "hours",
      .real(
        RealColumn(
          values: (0..<Self.rowCount).map { Double(Self.mixed($0, 99) % 4001) / 7 },
          missing: (0..<Self.rowCount).map { Self.mixed($0, 98) % 9 == 0 ? 1 : 0 })))
    return table
  }

  private func cells(threads: Int, linked: Bool) throws -> CellTable {
    let rows = 0..<Self.rowCount
    let keys = AggregationPlan.Keys(
      weights: rows.map { 0.5 + Double(Self.mixed($0, 7) % 1000) / 333 },
      units: rows.map { Int32(Self.mixed($0, 8) % 60) }, unitCount: 60,
      domains: rows.map { Int32(Self.mixed($0, 9) % 5) - 1 }, domainCount: 4,
      waves: rows.map { UInt8($0 % 2) }, waveCount: 2)
    var values = [Double](repeating: .nan, count: 256)
    for code in 0..<5 { values[code] = Double(code + 1) }
    let variables = (0..<7).map { first -> DerivedVariable in
      let items = first == 6 ? [] : (0...(first % 5)).map { "item\($0)" }
      return DerivedVariable(
        name: "v\(first)",
        parts: items.map { .coded(column: $0, values: values) }
          + (first % 3 == 0 ? [.real(column: "hours")] : []))
    }
    let links =
      linked
      ? rows.filter { $0 % 2 == 0 }.map {
        AggregationPlan.Link(before: Int32($0), after: Int32($0 + 1))
      } : []
    return try InProcessAggregator(threads: threads).cells(
      of: table,
      plan: AggregationPlan(variables: variables, keys: keys, rowsAreUnits: linked, links: links))
  }

  @Test(arguments: [2, 8, 64], [false, true])
  func `any number of threads makes the same bits`(threads: Int, linked: Bool) throws {
    let serial = try cells(threads: 1, linked: linked)
    let parallel = try cells(threads: threads, linked: linked)
    #expect(serial.count == parallel.count && serial.count > 400)
    #expect(serial.centres.map(\.bitPattern) == parallel.centres.map(\.bitPattern))
    for variable in 0..<7 {
      for cell in 0..<serial.count {
        #expect(
          serial.moments(variable, cell: cell) == parallel.moments(variable, cell: cell))
      }
      for pair in 0..<(serial.overlap?.count ?? 0) {
        #expect(
          serial.overlap?.moments(variable, pair: pair)
            == parallel.overlap?.moments(variable, pair: pair))
      }
    }
  }

  @Test func `of several faults the first variable's is told, whatever the threads`() throws {
    let keys = AggregationPlan.Keys(
      weights: [1], units: [0], unitCount: 1, domains: [0], domainCount: 1, waves: [0],
      waveCount: 1)
    var table = Table()
    table.set("a", .real(RealColumn(values: [1])))
    let variables = (0..<20).map { index in
      DerivedVariable(
        name: "v\(index)", parts: [.real(column: index < 3 ? "a" : "absent\(index)")])
    }
    for threads in [1, 2, 8] {
      #expect(throws: AggregationError.unknownColumn(variable: "v3", column: "absent3")) {
        try InProcessAggregator(threads: threads).cells(
          of: table, plan: AggregationPlan(variables: variables, keys: keys, rowsAreUnits: false))
      }
    }
  }
}
