import Aggregation
import SurveyStatistics
import Tabular
import Testing

/// What must not change a quantile or its interval.
@Suite struct QuantileIdentityTests {
  private struct Rows {
    var y: [Double] = []
    var weights: [Double] = []
    var strata: [Int32] = []
    var units: [Int32] = []

    init() {
      var state: UInt64 = 5
      for row in 0..<120 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        y.append(Double(state >> 33 % 29) + (row % 3 == 0 ? 0.5 : 0))
        weights.append(1 + Double(state >> 45 & 3))
        strata.append(Int32(row % 4))
        units.append(Int32(row / 4 % 6))
      }
    }

    mutating func take(_ order: [Int]) {
      y = order.map { y[$0] }
      weights = order.map { weights[$0] }
      strata = order.map { strata[$0] }
      units = order.map { units[$0] }
    }
  }

  private func median(
    _ rows: Rows, method: QuantileEstimate.Method, clustered: Bool = true
  ) throws -> QuantileEstimate {
    let numbers = Numbers([("y", rows.y)])
    let design = try SurveyDesign(
      rowCount: rows.y.count, weights: rows.weights, strata: rows.strata,
      stages: clustered ? [.init(units: rows.units)] : [])
    return try QuantileEstimator(
      table: numbers.table, design: design,
      request: .wholeSample(
        variables: numbers.variables, probabilities: [0.4], rowCount: rows.y.count, method: method)
    ).quantile(0, domain: 0, wave: nil)
  }

  private func same(_ a: QuantileEstimate, _ b: QuantileEstimate) -> Bool {
    a.value == b.value && a.low == b.low && a.high == b.high
      && agree(a.shareAtOrBelow.variance, b.shareAtOrBelow.variance)
  }

  @Test(arguments: QuantileEstimate.Method.allCases)
  func `order of rows and scale of weights do not matter`(
    _ method: QuantileEstimate.Method
  ) throws {
    let rows = Rows()
    for clustered in [true, false] {
      let found = try median(rows, method: method, clustered: clustered)
      #expect(found.low != nil && found.high != nil)
      var turned = rows
      turned.take((0..<120).map { $0 * 49 % 120 })
      #expect(same(found, try median(turned, method: method, clustered: clustered)))
      var scaled = rows
      scaled.weights = rows.weights.map { $0 * 1234.5 }
      #expect(same(found, try median(scaled, method: method, clustered: clustered)))
    }
  }

  @Test func `rows written twice with half of their weight are the same clusters`() throws {
    let rows = Rows()
    var twice = rows
    twice.take(Array(0..<120) + Array(0..<120))
    twice.weights = twice.weights.map { $0 / 2 }
    // Not of beta, which counts rows.
    for method in [QuantileEstimate.Method.mean, .xlogit, .asin] {
      #expect(same(try median(rows, method: method), try median(twice, method: method)))
    }
  }

  @Test func `a monotone transform carries the quantile and its interval along`() throws {
    let rows = Rows()
    var cubed = rows
    cubed.y = rows.y.map { $0 * $0 * $0 - 7 }
    let one = try median(rows, method: .xlogit)
    let other = try median(cubed, method: .xlogit)
    func cube(_ x: Double?) -> Double? { x.map { $0 * $0 * $0 - 7 } }
    #expect(other.value == cube(one.value))
    #expect(other.low == cube(one.low) && other.high == cube(one.high))
  }

  @Test func `few unequal clusters have fewer degrees of freedom and no narrower interval`() throws
  {
    let (file, design) = try ApiDesigns.design("apiclus1")
    let numbers = Numbers([("api00", file.numbers("api00"))])
    var request = QuantileRequest.wholeSample(
      variables: numbers.variables, rowCount: file.count)
    let classic = try QuantileEstimator(table: numbers.table, design: design, request: request)
      .quantile(0, domain: 0, wave: nil)
    request.degreesOfFreedomMethod = .automatic
    let few = try QuantileEstimator(table: numbers.table, design: design, request: request)
      .quantile(0, domain: 0, wave: nil)
    #expect(classic.degreesOfFreedom == 14 && few.degreesOfFreedom < 14)
    #expect(few.shareAtOrBelow.nominalDegreesOfFreedom == 14)
    #expect(few.value == classic.value)
    #expect(few.shareAtOrBelow.variance == classic.shareAtOrBelow.variance)
    #expect(few.low ?? .infinity <= classic.low ?? 0 && few.high ?? 0 >= classic.high ?? .infinity)
  }

  @Test func `rows of weight zero take no part`() throws {
    let numbers = Numbers([("y", [1, 2, 3, 4, 100, 100])])
    let design = try SurveyDesign(
      rowCount: 6, weights: [1, 1, 1, 1, 0, 0], zeroWeights: .outsideDomains)
    let found = try QuantileEstimator(
      table: numbers.table, design: design,
      request: .wholeSample(variables: numbers.variables, probabilities: [0.5, 1], rowCount: 6))
    #expect(try found.quantile(0, domain: 0, wave: nil).value == 2)
    #expect(try found.quantile(0, domain: 0, wave: nil).respondents == 4)
    #expect(try found.quantile(0, probability: 1, domain: 0, wave: nil).value == 4)
  }

  @Test func `a score of several items has the quantile of its numbers`() throws {
    var table = Table()
    let levels = (0..<5).map { CodedColumn.Level(value: Double($0), label: "") }
    for item in 0..<3 {
      let codes = (0..<40).map { row in UInt8((row * (item + 3) + item) % 5) }
      table.set("item\(item)", .coded(CodedColumn(codes: codes, levels: levels)))
    }
    var values = [Double](repeating: .nan, count: 256)
    for code in 0..<5 { values[code] = Double(code) }
    let score = DerivedVariable(
      name: "score", parts: (0..<3).map { .coded(column: "item\($0)", values: values) },
      combination: .sum, transform: .affine(scale: 2, offset: 1))
    let design = try SurveyDesign(rowCount: 40, weights: [Double](repeating: 1, count: 40))
    let found = try QuantileEstimator(
      table: table, design: design,
      request: .wholeSample(variables: [score], rowCount: 40)
    ).quantile(0, domain: 0, wave: nil)
    var sums: [Double] = []
    for row in 0..<40 {
      var sum = 0
      for item in 0..<3 { sum += (row * (item + 3) + item) % 5 }
      sums.append(Double(2 * sum + 1))
    }
    #expect(found.value == sums.sorted()[19])
  }
}
