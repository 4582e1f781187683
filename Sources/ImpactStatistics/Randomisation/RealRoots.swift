/// The real roots at which a polynomial changes sign, ascending.
///
/// Between two neighbouring turning points there is at most one; those are the roots of the
/// derivative, found in the same way. Newton's steps, kept between two points of different sign.
///
/// The lowest power comes first, and the highest is not zero.
func realRoots(_ coefficients: [Double]) -> [Double] {
  guard coefficients.count > 1, let leading = coefficients.last, leading != 0 else { return [] }
  if coefficients.count == 2 { return [-coefficients[0] / leading] }
  var derivative: [Double] = []
  var largest = 0.0
  for power in coefficients.indices {
    if power > 0 { derivative.append(Double(power) * coefficients[power]) }
    if power < coefficients.count - 1 {
      largest = max(largest, (coefficients[power] / leading).magnitude)
    }
  }
  // Cauchy's bound on the size of any root.
  let bound = 1 + largest
  guard bound.isFinite else { return [] }
  var roots: [Double] = []
  var start = -bound
  for end in realRoots(derivative) + [bound] where end > start {
    if let root = root(of: coefficients, derivative, from: start, to: end) { roots.append(root) }
    start = end
  }
  return roots
}

/// The root between two points, if the signs there differ.
private func root(
  of polynomial: [Double], _ derivative: [Double], from low: Double, to high: Double
) -> Double? {
  var low = low
  var high = high
  let isRising = value(polynomial, low) < 0
  guard isRising != (value(polynomial, high) < 0) else { return nil }
  var root = low + (high - low) / 2
  // Halving alone would need a thousand steps at worst, for a root at zero.
  for _ in 0..<1100 {
    let here = value(polynomial, root)
    if (here < 0) == isRising { low = root } else { high = root }
    var next = root - here / value(derivative, root)
    if !(next > low && next < high) { next = low + (high - low) / 2 }
    if next == root || !(next > low && next < high) { return next }
    root = next
  }
  return root
}

private func value(_ coefficients: [Double], _ x: Double) -> Double {
  var sum = 0.0
  var power = coefficients.count - 1
  while power >= 0 {
    sum = sum * x + coefficients[power]
    power -= 1
  }
  return sum
}
