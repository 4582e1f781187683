import Aggregation
import Tabular
import Testing

@Suite struct CrossProductTests {
  private let a: [Double] = [1, 4, .nan, 2, 8, 5]
  private let b: [Double] = [3, .nan, 2, 9, 1, 1]
  private let weights: [Double] = [1, 2, 3, 1.5, 2.5, 4]
  private let units: [Int32] = [0, 0, 0, 1, 1, 1]

  private func cells(_ products: [CrossProduct]) throws(AggregationError) -> CellTable {
    var table = Table()
    var variables: [DerivedVariable] = []
    for (name, values) in [("a", a), ("b", b)] {
      table.set(
        name,
        .real(
          RealColumn(
            values: values.map { $0.isNaN ? 0 : $0 }, missing: values.map { $0.isNaN ? 1 : 0 })))
      variables.append(DerivedVariable(name: name, parts: [.real(column: name)]))
    }
    let keys = AggregationPlan.Keys(
      weights: weights, units: units, unitCount: 2,
      domains: [Int32](repeating: 0, count: 6), domainCount: 1,
      waves: [UInt8](repeating: 0, count: 6), waveCount: 1)
    return try InProcessAggregator().cells(
      of: table,
      plan: AggregationPlan(
        variables: variables, keys: keys, rowsAreUnits: true, crossProducts: products))
  }

  @Test func `joint sums run over rows that have both numbers`() throws {
    let cells = try cells([.pair(1, 0), .pair(0, 1), .square(0)])
    #expect(cells.crossProducts.products == [.pair(0, 1), .square(0)])
    #expect(cells.crossProducts.index(of: .pair(1, 0)) == 0)
    #expect(cells.crossProducts.index(of: .square(1)) == nil)
    let ca = cells.centres[0]
    let cb = cells.centres[1]
    for cell in 0..<2 {
      let rows = (0..<6).filter { units[$0] == cell && !a[$0].isNaN && !b[$0].isNaN }
      func sum(_ of: (Double, Double, Double) -> Double) -> Double {
        rows.reduce(0) { $0 + of(weights[$1], a[$1] - ca, b[$1] - cb) }
      }
      let m = cells.crossProducts.moments(0, cell: cell)
      #expect(m.n == Double(rows.count))
      #expect(m.w == sum { w, _, _ in w })
      #expect(abs(m.wab - sum { w, y, z in w * y * z }) < 1e-12)
      #expect(abs(m.wwab - sum { w, y, z in w * w * y * z }) < 1e-12)
      #expect(abs(m.wwbb - sum { w, _, z in w * w * z * z }) < 1e-12)
      let squares = cells.crossProducts.moments(1, cell: cell)
      let own = (0..<6).filter { units[$0] == cell && !a[$0].isNaN }
      #expect(squares.n == Double(own.count))
      let fourth = own.reduce(0.0) { sum, row in
        let y = weights[row] * (a[row] - ca) * (a[row] - ca)
        return sum + y * y
      }
      #expect(abs(squares.wwbb - fourth) < 1e-9)
    }
  }

  @Test func `a product of a variable that is not there is an error`() {
    #expect(throws: AggregationError.noSuchVariable(index: 7, count: 2)) {
      try cells([.pair(0, 7)])
    }
  }
}
