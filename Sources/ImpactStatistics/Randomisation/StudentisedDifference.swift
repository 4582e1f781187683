/// The difference of two groups' mean changes and its variance, for any grouping of the places.
///
/// Both are forms of the changes (linear and quadratic), so that the same code says how they move
/// when an assumed effect is taken off the places that were treated.
struct StudentisedDifference {
  let weights: [Double]
  /// Whether the groups' variances are taken as one: where a group has a single place.
  let isPooled: Bool

  init(weights: [Double], treated: Int) {
    self.weights = weights
    isPooled = min(treated, weights.count - treated) < 2
  }

  /// Means and products of two lists of values over the two groups of one assignment.
  struct Moments {
    /// The difference of means of the first and of the second list.
    var difference: (Double, Double)
    /// Variance of the first difference, covariance, and variance of the second.
    var variance: (Double, Double, Double)
  }

  /// The moments when the places at `treated`, in ascending order, are the treated ones.
  ///
  /// Of group g with weights w: mean ȳ = Σwy/Σw, variance n/(n − 1)·Σw²(y − ȳ)²/(Σw)², which is s²/n
  /// for equal weights. Pooled: Σw(y − ȳ)² of both groups over n − 2, times 1/Σw₁ + 1/Σw₀.
  func moments(_ first: [Double], _ second: [Double], treated: [Int]) -> Moments {
    var isTreated = [Bool](repeating: false, count: weights.count)
    for index in treated { isTreated[index] = true }
    return moments(first, second, isTreated: isTreated)
  }

  func moments(_ first: [Double], _ second: [Double], isTreated: [Bool]) -> Moments {
    var one = Group()
    var zero = Group()
    for index in weights.indices {
      if isTreated[index] {
        one.add(weights[index], first[index], second[index])
      } else {
        zero.add(weights[index], first[index], second[index])
      }
    }
    let means = (one.means, zero.means)
    for index in weights.indices {
      if isTreated[index] {
        one.deviate(weights[index], first[index], second[index], means.0, isPooled)
      } else {
        zero.deviate(weights[index], first[index], second[index], means.1, isPooled)
      }
    }
    let scales: (Double, Double)
    if isPooled {
      let scale = (1 / one.weight + 1 / zero.weight) / (one.count + zero.count - 2)
      scales = (scale, scale)
    } else {
      scales = (one.scale, zero.scale)
    }
    return Moments(
      difference: (means.0.0 - means.1.0, means.0.1 - means.1.1),
      variance: (
        one.products.0 * scales.0 + zero.products.0 * scales.1,
        one.products.1 * scales.0 + zero.products.1 * scales.1,
        one.products.2 * scales.0 + zero.products.2 * scales.1
      ))
  }

  private struct Group {
    var count = 0.0
    var weight = 0.0
    var sums = (0.0, 0.0)
    var products = (0.0, 0.0, 0.0)

    var means: (Double, Double) { (sums.0 / weight, sums.1 / weight) }
    var scale: Double { count / (count - 1) / (weight * weight) }

    mutating func add(_ weight: Double, _ first: Double, _ second: Double) {
      count += 1
      self.weight += weight
      sums.0 += weight * first
      sums.1 += weight * second
    }

    mutating func deviate(
      _ weight: Double, _ first: Double, _ second: Double, _ means: (Double, Double),
      _ isPooled: Bool
    ) {
      let factor = isPooled ? weight : weight * weight
      let a = first - means.0
      let b = second - means.1
      products.0 += factor * a * a
      products.1 += factor * a * b
      products.2 += factor * b * b
    }
  }
}
