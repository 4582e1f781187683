import LinearAlgebra
import Testing

/// Minimisation of functions with known minima.
struct MinimiseTests {
  /// Rosenbrock's valley, whose minimum is at (1, 1).
  private func valley(_ point: [Double], _ gradient: inout [Double]) -> Double {
    let a = 1 - point[0]
    let b = point[1] - point[0] * point[0]
    gradient[0] = -2 * a - 400 * point[0] * b
    gradient[1] = 200 * b
    return a * a + 100 * b * b
  }

  @Test(arguments: [GradientMethod.sequentialQuadratic, .limitedMemory])
  func `the bottom of Rosenbrock's valley is found`(method: GradientMethod) throws {
    let minimum = try minimise(from: [-1.2, 1], method: method, function: valley)
    #expect(abs(minimum.point[0] - 1) < 1e-9)
    #expect(abs(minimum.point[1] - 1) < 1e-9)
    #expect(minimum.value < 1e-18)
    #expect(minimum.reason != .evaluationLimit)
  }

  @Test(arguments: [SearchMethod.simplex, .quadraticModel])
  func `it is found without a gradient too`(method: SearchMethod) throws {
    let minimum = try minimise(from: [-1.2, 1], method: method) { point in
      var unused = [0.0, 0.0]
      return valley(point, &unused)
    }
    #expect(abs(minimum.point[0] - 1) < 1e-6)
    #expect(abs(minimum.point[1] - 1) < 1e-6)
  }

  @Test func `a function of one number has a minimum`() throws {
    for method in [SearchMethod.simplex, .quadraticModel] {
      let minimum = try minimise(from: [3], method: method) { ($0[0] - 2) * ($0[0] - 2) + 1 }
      #expect(abs(minimum.point[0] - 2) < 1e-6)
    }
  }

  @Test func `bounds hold`() throws {
    let bounds = ParameterBounds(lower: [-2, -2], upper: [0.5, 2])
    let minimum = try minimise(from: [-1.2, 1], bounds: bounds, function: valley)
    // On the edge x = ½ the best y is x².
    #expect(minimum.point[0] == 0.5)
    #expect(abs(minimum.point[1] - 0.25) < 1e-9)
  }

  @Test func `points outside the domain are turned back from`() throws {
    // −ln x + x has its minimum at 1 and no value at or below 0, where a first step leads.
    let minimum = try minimise(from: [50]) { point, gradient in
      guard point[0] > 0 else { return .nan }
      gradient[0] = 1 - 1000 / point[0]
      return point[0] - 1000 * Self.logarithm(point[0])
    }
    #expect(abs(minimum.point[0] - 1000) < 1e-6)
  }

  /// The natural logarithm by its series, so that the test needs no C library.
  private static func logarithm(_ x: Double) -> Double {
    let exponent = x.exponent
    let z = (x.significand - 1) / (x.significand + 1)
    var sum = 0.0
    for k in stride(from: 41, through: 1, by: -2) { sum = 1 / Double(k) + z * z * sum }
    return 2 * z * sum + Double(exponent) * 0.693147180559945309417
  }

  @Test func `the same search has the same bits`() throws {
    let one = try minimise(from: [-1.2, 1], function: valley)
    let two = try minimise(from: [-1.2, 1], function: valley)
    #expect(one == two)
  }

  @Test func `few evaluations are told`() throws {
    let minimum = try minimise(
      from: [-1.2, 1], stopping: StoppingRule(evaluationLimit: 3), function: valley)
    #expect(minimum.reason == .evaluationLimit)
    #expect(minimum.evaluations <= 4)
  }

  @Test func `a start without a value or outside its bounds is an error`() {
    #expect(throws: LinearAlgebraError.objectiveNotFinite) {
      try minimise(from: [0]) { _, _ in .nan }
    }
    #expect(throws: LinearAlgebraError.startOutsideBounds(parameter: 1)) {
      try minimise(
        from: [0, 3], bounds: ParameterBounds(lower: [-1, -1], upper: [1, 1]), function: valley)
    }
    #expect(throws: LinearAlgebraError.startOutsideBounds(parameter: 0)) {
      try minimise(from: [.nan, 3], function: valley)
    }
    #expect(throws: LinearAlgebraError.self) {
      try minimise(
        from: [0, 0], bounds: ParameterBounds(lower: [-1], upper: [1]), function: valley)
    }
  }
}
