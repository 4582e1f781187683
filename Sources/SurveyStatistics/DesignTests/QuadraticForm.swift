internal import Distributions
internal import Glibc

/// Σ λ_i χ²₁ / (χ²_d / d): what Pearson's statistic of a survey is distributed as.
struct QuadraticForm {
  var weights: [Double]
  /// d, the degrees of freedom of the denominator; need not be whole.
  var denominator: Double
  /// How many χ²₁ the denominator is taken for; d unless told.
  var denominatorTerms: Double?

  init(weights: [Double], denominator: Double, denominatorTerms: Double? = nil) {
    self.weights = weights
    self.denominator = denominator
    self.denominatorTerms = denominatorTerms
  }

  /// P(X > x) by the saddlepoint of Σ λ_i χ²₁ − (x/d) χ²_d beyond 0 (Kuonen 1999).
  ///
  /// K(ζ) = −½ Σ ln(1 − 2ζλ_i) − (d/2) ln(1 + 2ζx/d); with K'(ζ) = 0, w = sign(ζ) √(−2K) and
  /// v = ζ √K'', the tail is 1 − Φ(w + ln(v/w)/w); at the mean, where w goes to 0, ln(v/w)/w goes to
  /// K'''/(6 K''^{3/2}). Equal weights have an F distribution, which is exact. R:
  /// `pFsum(method = "saddlepoint")`, which cuts d down to a whole number.
  func upperTail(_ x: Double) throws(DesignTestError) -> Double {
    guard x > 0, let largest = weights.max(), largest > 0 else { return 1 }
    // Of equal weights it is F itself.
    if denominatorTerms == nil, weights.allSatisfy({ $0 >= largest * (1 - 1e-12) }) {
      let count = Double(weights.count)
      return try Tail.f(x / (largest * count), count, denominator)
    }
    let zeta = saddlepoint(x, largest)
    let d = denominatorTerms ?? denominator
    let below = x / denominator / (1 + 2 * zeta * x / denominator)
    var k = -d / 2 * log1p(2 * zeta * x / denominator)
    var second = 2 * d * below * below
    var third = -8 * d * below * below * below
    for weight in weights {
      let above = weight / (1 - 2 * zeta * weight)
      k -= log1p(-2 * zeta * weight) / 2
      second += 2 * above * above
      third += 8 * above * above * above
    }
    let w = (zeta < 0 ? -1 : 1) * (-2 * min(0, k)).squareRoot()
    let v = zeta * second.squareRoot()
    let shift =
      abs(v) > 1e-3 && w != 0 ? log(v / w) / w : third / (6 * second * second.squareRoot())
    do {
      return try min(1, max(0, Normal().upperTail(w + shift)))
    } catch {
      throw .distribution(error)
    }
  }

  /// The ζ between the poles −d/2x and 1/2λ₁ where K' is zero; K' rises from −∞ to ∞.
  private func saddlepoint(_ x: Double, _ largest: Double) -> Double {
    let d = denominatorTerms ?? denominator
    var low = -denominator / (2 * x)
    var high = 1 / (2 * largest)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      var slope = -d * (x / denominator) / (1 + 2 * middle * x / denominator)
      for weight in weights { slope += weight / (1 - 2 * middle * weight) }
      if slope < 0 { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
