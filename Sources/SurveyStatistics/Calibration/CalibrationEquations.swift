internal import LinearAlgebra

/// The equations Σ d·F(x'λ)·x = t of one group of rows, solved by Newton's method with halved steps.
struct CalibrationEquations: Sendable {
  /// One auxiliary number.
  struct Column: Sendable {
    /// The margin and, of a categorical one, the level.
    var margin: String, level: String
    /// Of each pattern of rows.
    var values: [Double]
    /// The population total.
    var target: Double
    /// Whether it is 1 or 0, so that its weights move by target over weight.
    var isLevel: Bool
  }

  let group: String
  let columns: [Column]
  let method: CalibrationMethod

  /// Factors, and how many steps they took.
  struct Solution: Sendable {
    var factors: [Double]
    var steps: Int
    /// The largest distance from a target, relative to it.
    var deviation: Double
  }

  /// The factor of each pattern with these weights.
  func solve(_ weights: [Double]) throws(CalibrationError) -> Solution {
    try checkReach(weights)
    let used = try independent(weights)
    let scales = used.map { column in
      norm(columns[column].values, weights)
    }
    var lambda = [Double](repeating: 0, count: used.count)
    var state = evaluate(lambda, used, scales, weights)
    var steps = 0
    while state.deviation > 1e-13, steps < 200 {
      let step: [Double]
      do {
        step = try Self.solved(state.slopes, state.rest)
      } catch {
        throw .algebra(group: group, reason: error.description)
      }
      var length = 1.0
      var next = state
      var isBetter = false
      for _ in 0..<40 {
        let tried = zip(lambda, step).map { $0 + length * $1 }
        next = evaluate(tried, used, scales, weights)
        if next.size < state.size {
          lambda = tried
          isBetter = true
          break
        }
        length /= 2
      }
      guard isBetter else { break }
      state = next
      steps += 1
    }
    guard state.deviation <= 1e-9 else {
      let column = columns[used[state.worst]]
      throw .notConverged(
        group: group, margin: column.margin, level: column.level, deviation: state.deviation)
    }
    return Solution(factors: state.factors, steps: steps, deviation: state.deviation)
  }

  /// The columns that are no combination of those before them; the total of one that is has to be
  /// the same combination of theirs.
  func independent(_ weights: [Double]) throws(CalibrationError) -> [Int] {
    var used: [Int] = []
    for column in columns.indices {
      let own = columns[column]
      let length = norm(own.values, weights)
      guard length > 0 else {
        guard own.target == 0 else {
          throw .emptyLevel(margin: own.margin, level: own.level, group: group)
        }
        continue
      }
      guard !used.isEmpty else {
        used.append(column)
        continue
      }
      let coefficients: [Double]
      do {
        let gram = self.gram(used, weights)
        let products = used.map { product(columns[$0].values, own.values, weights) }
        coefficients = try Self.solved(gram, products)
      } catch {
        throw .algebra(group: group, reason: error.description)
      }
      var rest = 0.0
      for pattern in weights.indices where weights[pattern] != 0 {
        var value = own.values[pattern]
        for (place, other) in used.enumerated() {
          value -= coefficients[place] * columns[other].values[pattern]
        }
        rest += weights[pattern] * value * value
      }
      if rest.squareRoot() > 1e-7 * length {
        used.append(column)
        continue
      }
      var implied = 0.0
      var size = abs(own.target)
      for (place, other) in used.enumerated() {
        implied += coefficients[place] * columns[other].target
        size = max(size, abs(coefficients[place] * columns[other].target))
      }
      guard abs(implied - own.target) <= 1e-6 * size else {
        throw .aliased(
          margin: own.margin, level: own.level, group: group, total: own.target, implied: implied)
      }
    }
    return used
  }

  /// Levels without rows, and levels that the bounds keep from their total.
  private func checkReach(_ weights: [Double]) throws(CalibrationError) {
    for column in columns where column.isLevel {
      var sum = 0.0
      for (weight, value) in zip(weights, column.values) { sum += weight * value }
      guard sum > 0 || column.target == 0 else {
        throw .emptyLevel(margin: column.margin, level: column.level, group: group)
      }
      guard sum > 0, let bounds = method.bounds else { continue }
      let needed = column.target / sum
      guard needed >= bounds.lower * (1 - 1e-9), needed <= bounds.upper * (1 + 1e-9) else {
        throw .boundsTooTight(
          margin: column.margin, level: column.level, group: group, needed: needed,
          lower: bounds.lower, upper: bounds.upper)
      }
    }
  }

  private struct State {
    var factors: [Double]
    var rest: [Double]
    var slopes: Matrix
    /// The largest rest relative to its target, and whose it is.
    var deviation: Double, worst: Int
    /// The squared length of the scaled rest, which steps have to shorten.
    var size: Double
  }

  private func evaluate(
    _ lambda: [Double], _ used: [Int], _ scales: [Double], _ weights: [Double]
  ) -> State {
    let count = used.count
    var arguments = [Double](repeating: 0, count: weights.count)
    for (place, column) in used.enumerated() {
      let step = lambda[place] / scales[place]
      let values = columns[column].values
      for pattern in arguments.indices { arguments[pattern] += step * values[pattern] }
    }
    var factors = arguments
    var slopes = arguments
    for pattern in arguments.indices {
      let (value, slope) = method.factor(arguments[pattern])
      factors[pattern] = value
      slopes[pattern] = slope * weights[pattern]
    }
    var rest = [Double](repeating: 0, count: count)
    var state = State(
      factors: factors, rest: [], slopes: Matrix(rows: count, columns: count), deviation: 0,
      worst: 0, size: 0)
    for (place, column) in used.enumerated() {
      let values = columns[column].values
      var sum = 0.0
      var size = 0.0
      for pattern in values.indices {
        let part = weights[pattern] * factors[pattern] * values[pattern]
        sum += part
        size += abs(weights[pattern] * values[pattern])
      }
      let target = columns[column].target
      rest[place] = (target - sum) / scales[place]
      // A total near zero is judged by what it is a sum of.
      let relative = abs(target - sum) / max(abs(target), 1e-3 * size)
      if !(relative <= state.deviation) {
        state.deviation = relative
        state.worst = place
      }
      state.size += rest[place] * rest[place]
      for other in 0...place {
        let partner = columns[used[other]].values
        var product = 0.0
        for pattern in values.indices {
          product += slopes[pattern] * values[pattern] * partner[pattern]
        }
        product /= scales[place] * scales[other]
        state.slopes[place, other] = product
        state.slopes[other, place] = product
      }
    }
    if state.size.isNaN { state.size = .infinity }
    state.rest = rest
    return state
  }

  /// The solution of a symmetric system, of least length where it is singular: weights at a bound
  /// do not move.
  static func solved(_ a: Matrix, _ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    do {
      return try solveSymmetric(a, b)
    } catch .notPositiveDefinite {
      return try pseudoInverseSymmetric(a, tolerance: 1e-12).inverse * b
    }
  }

  /// Σ d·x·x' of some columns.
  func gram(_ used: [Int], _ weights: [Double]) -> Matrix {
    var gram = Matrix(rows: used.count, columns: used.count)
    for (place, column) in used.enumerated() {
      for other in 0...place {
        let value = product(columns[column].values, columns[used[other]].values, weights)
        gram[place, other] = value
        gram[other, place] = value
      }
    }
    return gram
  }

  func product(_ a: [Double], _ b: [Double], _ weights: [Double]) -> Double {
    var sum = 0.0
    for pattern in weights.indices { sum += weights[pattern] * a[pattern] * b[pattern] }
    return sum
  }

  private func norm(_ values: [Double], _ weights: [Double]) -> Double {
    product(values, values, weights.map { abs($0) }).squareRoot()
  }
}
