internal import CBoostMath

/// The argument between two ends at which a continuous function crosses zero, to the last digits.
///
/// Alefeld, Potra and Shi's method (TOMS 748), which keeps a bracket and cannot run away.
///
/// R: `uniroot(f, c(low, high), tol = 0)`.
///
/// - Parameters:
///   - name: What is sought, for the error.
///   - low: The lower end.
///   - high: The upper end.
///   - function: The function; its values at the ends differ in sign.
/// - Returns: The root.
/// - Throws: `outOfRange` where the ends do not bracket a root, or the function has no value.
public func root(
  _ name: String, between low: Double, and high: Double, of function: (Double) -> Double
) throws(DistributionError) -> Double {
  let ends = (function(low), function(high))
  if ends.0 == 0 { return low }
  if ends.1 == 0 { return high }
  guard low < high, ends.0.isFinite, ends.1.isFinite, ends.0.sign != ends.1.sign else {
    throw .outOfRange(name)
  }
  let result = withoutActuallyEscaping(function) { function in
    var carried = CarriedFunction(evaluate: function)
    return withUnsafeMutablePointer(to: &carried) { pointer in
      pboost_root(
        { x, context in
          context?.assumingMemoryBound(to: CarriedFunction.self).pointee.evaluate(x) ?? .nan
        }, pointer, low, high)
    }
  }
  return try value(result, name)
}

/// A function as C carries it past: by the address of a value that holds it.
private struct CarriedFunction {
  var evaluate: (Double) -> Double
}
