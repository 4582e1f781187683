/// A polynomial of at most fourth degree, the lowest power first.
///
/// A tuple and not an array: there is one for each assignment, and hundreds of thousands of arrays
/// cost more than their roots.
struct Quartic {
  var constant: Double
  var linear: Double
  var square: Double
  var cube: Double
  var fourth: Double

  func callAsFunction(_ x: Double) -> Double {
    (((fourth * x + cube) * x + square) * x + linear) * x + constant
  }

  private var derivative: Quartic {
    Quartic(
      constant: linear, linear: 2 * square, square: 3 * cube, cube: 4 * fourth, fourth: 0)
  }

  /// Calls the body with each real root at which the polynomial changes sign, ascending.
  ///
  /// Between two neighbouring turning points there is at most one; those are the roots of the
  /// derivative, found in the same way. The highest power must not be zero.
  func forEachRoot(degree: Int, _ body: (Double) -> Void) {
    guard degree > 1 else {
      if linear != 0 { body(-constant / linear) }
      return
    }
    let powers = (constant, linear, square, cube, fourth)
    let leading = degree == 4 ? powers.4 : degree == 3 ? powers.3 : powers.2
    guard leading != 0 else { return }
    // Cauchy's bound on the size of any root.
    var largest = max((powers.0 / leading).magnitude, (powers.1 / leading).magnitude)
    if degree > 2 { largest = max(largest, (powers.2 / leading).magnitude) }
    if degree > 3 { largest = max(largest, (powers.3 / leading).magnitude) }
    let bound = 1 + largest
    guard bound.isFinite else { return }
    let slope = derivative
    var start = -bound
    slope.forEachRoot(degree: degree - 1) { end in
      guard end > start, end < bound else { return }
      if let root = root(slope, from: start, to: end) { body(root) }
      start = end
    }
    if let root = root(slope, from: start, to: bound) { body(root) }
  }

  /// The root between two points, if the signs there differ: Newton's steps, kept between two points
  /// of different sign.
  private func root(_ slope: Quartic, from low: Double, to high: Double) -> Double? {
    var low = low
    var high = high
    let isRising = self(low) < 0
    guard isRising != (self(high) < 0) else { return nil }
    var root = low + (high - low) / 2
    // Halving alone would need a thousand steps at worst, for a root at zero.
    for _ in 0..<1100 {
      let here = self(root)
      if (here < 0) == isRising { low = root } else { high = root }
      var next = root - here / slope(root)
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      if next == root || !(next > low && next < high) { return next }
      root = next
    }
    return root
  }
}
