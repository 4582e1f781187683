/// The distribution of a variance estimate under a working model of its clusters.
///
/// The sum of unit i in wave g is μ·w_gi + ε_gi, the ε independent with variance d_gi. Then the
/// linearised z_i = Σ_g (e_gi − p_gi·Σ_j e_gj), with p the unit's part of the wave's weight, has the
/// covariance Σ = D + UCUᵀ, U holding the columns p_g and d_g, and V = zᵀMz, M centring within strata.
/// So E[V] = tr(MΣ) and Var[V] = 2·tr(MΣMΣ), which sums over units give without any matrix of them.
struct WorkingVariance {
  /// A unit: its stratum, and its part of the weight and its variance in each wave.
  struct Unit {
    var stratum: Int32
    var parts: [Double]
    var variances: [Double]
  }

  /// How the deviations of a stratum's units enter the variance.
  struct Stratum: Sendable, Hashable {
    /// (1 − n/N)·n/(n − 1).
    var scale: Double
    /// Sampled units, with those that have no rows in the domain.
    var sampled: Double
    /// False for a single unit that is not centred.
    var isCentred = true
  }

  private var expectation = 0.0
  private var halfVariance = 0.0

  /// - Parameters:
  ///   - units: The units, those of one stratum next to each other.
  ///   - waves: How many waves each unit has values of.
  ///   - stratum: The stratum of a number.
  init(_ units: [Unit], waves: Int, stratum: (Int32) -> Stratum) {
    let width = 2 * waves
    let totals = (0..<waves).map { wave in units.reduce(0) { $0 + $1.variances[wave] } }
    // UᵀMU and UᵀMDMU.
    var inner = [Double](repeating: 0, count: width * width)
    var outer = inner
    var start = 0
    while start < units.count {
      var end = start
      var sums = [Double](repeating: 0, count: width)
      var total = 0.0
      var squares = 0.0
      while end < units.count, units[end].stratum == units[start].stratum {
        for column in 0..<width { sums[column] += Self.value(units[end], column) }
        let variance = units[end].variances.reduce(0, +)
        total += variance
        squares += variance * variance
        end += 1
      }
      let group = stratum(units[start].stratum)
      let a = group.scale
      let share = group.isCentred ? 1 / group.sampled : 0
      expectation += a * (1 - share) * total
      halfVariance += a * a * ((1 - 2 * share) * squares + share * share * total * total)
      for unit in units[start..<end] {
        let variance = unit.variances.reduce(0, +)
        let values = (0..<width).map { Self.value(unit, $0) }
        let centred = (0..<width).map { a * (values[$0] - share * sums[$0]) }
        for row in 0..<width {
          for column in 0..<width {
            inner[row * width + column] += values[row] * centred[column]
            outer[row * width + column] += centred[row] * variance * centred[column]
          }
        }
      }
      start = end
    }
    addLowRank(inner, outer, totals)
  }

  /// The columns of U: p₀, d₀, p₁, d₁ and so on.
  private static func value(_ unit: Unit, _ column: Int) -> Double {
    column % 2 == 0 ? unit.parts[column / 2] : unit.variances[column / 2]
  }

  /// Adds tr(CA) to the expectation, and 2·tr(CB) + tr(CACA) to half the variance, where
  /// A = UᵀMU, B = UᵀMDMU and C = (S −1; −1 0) for each wave, S the wave's Σd.
  private mutating func addLowRank(_ inner: [Double], _ outer: [Double], _ totals: [Double]) {
    let width = 2 * totals.count
    func timesC(_ matrix: [Double]) -> [Double] {
      var product = matrix
      for (wave, total) in totals.enumerated() {
        for column in 0..<width {
          let p = matrix[2 * wave * width + column]
          let d = matrix[(2 * wave + 1) * width + column]
          product[2 * wave * width + column] = total * p - d
          product[(2 * wave + 1) * width + column] = -p
        }
      }
      return product
    }
    let first = timesC(inner)
    let second = timesC(outer)
    for row in 0..<width {
      expectation += first[row * width + row]
      halfVariance += 2 * second[row * width + row]
      for column in 0..<width {
        halfVariance += first[row * width + column] * first[column * width + row]
      }
    }
  }

  /// 2·E[V]²/Var[V]; nil where the variance has no part from these units.
  var degreesOfFreedom: Double? {
    let df = expectation * expectation / halfVariance
    // A quadratic form has one at least; the rest is rounding.
    return expectation > 0 && halfVariance > 0 && df.isFinite ? max(1, df) : nil
  }
}
