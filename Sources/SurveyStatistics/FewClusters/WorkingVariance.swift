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

  /// Units in flat lists: the values of one unit lie next to each other.
  struct Units {
    let waves: Int
    private(set) var strata: [Int32] = []
    private(set) var parts: [Double] = []
    private(set) var variances: [Double] = []

    init(waves: Int) { self.waves = waves }

    var count: Int { strata.count }

    /// Adds a unit without rows in any wave.
    mutating func append(stratum: Int32) {
      strata.append(stratum)
      for _ in 0..<waves {
        parts.append(0)
        variances.append(0)
      }
    }

    /// Sets what the last unit has in a wave.
    mutating func set(wave: Int, part: Double, variance: Double) {
      parts[parts.count - waves + wave] = part
      variances[variances.count - waves + wave] = variance
    }

    /// The columns of U: p₀, d₀, p₁, d₁ and so on.
    func value(_ unit: Int, _ column: Int) -> Double {
      let at = unit * waves + column / 2
      return column % 2 == 0 ? parts[at] : variances[at]
    }

    /// Σ over waves of a unit's variances.
    func variance(_ unit: Int) -> Double {
      var sum = 0.0
      for at in unit * waves..<(unit + 1) * waves { sum += variances[at] }
      return sum
    }
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
    var flat = Units(waves: waves)
    for unit in units {
      flat.append(stratum: unit.stratum)
      for wave in 0..<waves {
        flat.set(wave: wave, part: unit.parts[wave], variance: unit.variances[wave])
      }
    }
    self.init(flat, stratum: stratum)
  }

  /// - Parameters:
  ///   - units: The units, those of one stratum next to each other.
  ///   - stratum: The stratum of a number.
  init(_ units: Units, stratum: (Int32) -> Stratum) {
    let width = 2 * units.waves
    var totals = [Double](repeating: 0, count: units.waves)
    for at in units.variances.indices { totals[at % units.waves] += units.variances[at] }
    // UᵀMU and UᵀMDMU.
    var inner = [Double](repeating: 0, count: width * width)
    var outer = inner
    var sums = [Double](repeating: 0, count: width)
    var values = sums
    var centred = sums
    var start = 0
    while start < units.count {
      var end = start
      for column in 0..<width { sums[column] = 0 }
      var total = 0.0
      var squares = 0.0
      while end < units.count, units.strata[end] == units.strata[start] {
        for column in 0..<width { sums[column] += units.value(end, column) }
        let variance = units.variance(end)
        total += variance
        squares += variance * variance
        end += 1
      }
      let group = stratum(units.strata[start])
      let a = group.scale
      let share = group.isCentred ? 1 / group.sampled : 0
      expectation += a * (1 - share) * total
      halfVariance += a * a * ((1 - 2 * share) * squares + share * share * total * total)
      for unit in start..<end {
        let variance = units.variance(unit)
        for column in 0..<width {
          values[column] = units.value(unit, column)
          centred[column] = a * (values[column] - share * sums[column])
        }
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
