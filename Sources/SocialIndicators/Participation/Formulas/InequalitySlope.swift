internal import Distributions
package import HypothesisTests

/// One of several groups in order, such as of education or income.
package struct OrderedGroup: Sendable, Hashable {
  /// Its part of the population.
  package var population: Double
  /// The share that takes part, or any mean.
  package var value: Double
  /// The variance of that estimate.
  package var variance: Double

  /// Makes a group.
  package init(population: Double, value: Double, variance: Double) {
    self.population = population
    self.value = value
    self.variance = variance
  }
}

/// The slope and the relative index of inequality over groups in order.
///
/// Each group stands at the middle of its part of the population, from 0 for the lowest to 1 for the
/// highest; a line is fitted through them by weighted least squares. The slope index is what the line
/// rises from the very lowest to the very highest, the relative index how many times as much it is
/// at the highest (Pamuk 1985; Mackenbach and Kunst 1997).
///
/// R: `lm(value ~ midpoint, weights = population)`: the slope, and (intercept + slope)/intercept.
package struct InequalitySlope: Sendable, Hashable {
  /// Where each group stands, 0…1.
  package var midpoints: [Double]
  /// The slope index of inequality (SII), in units of the value.
  package var slope: Double
  /// Its interval, from the variances of the groups.
  package var slopeInterval: ConfidenceInterval
  /// The relative index of inequality (RII); nil where the line is not above zero at the lowest.
  package var ratio: Double?
  /// Its interval, by the delta method.
  package var ratioInterval: ConfidenceInterval?

  /// Fits the line.
  ///
  /// - Parameters:
  ///   - groups: The groups from the lowest to the highest, independent of each other.
  ///   - degreesOfFreedom: Of the design; infinite for simple samples.
  ///   - level: The coverage.
  /// - Throws: `ParticipationError` for fewer than two groups, groups without population and values
  ///   that are not finite.
  package init(
    _ groups: [OrderedGroup], degreesOfFreedom: Double = .infinity, level: Double = 0.95
  ) throws(ParticipationError) {
    guard groups.count > 1 else {
      throw .tooFew(what: "groups in order", count: groups.count, needed: 2)
    }
    for group in groups {
      try checkPositive(group.population, "population of a group")
      try checkAmount(group.variance, "a variance")
      guard group.value.isFinite else { throw .invalid(what: "a value", value: group.value) }
    }
    let upper = try upperProbability(level)
    let t = try distributed { () throws(DistributionError) in
      try StudentT(degreesOfFreedom: degreesOfFreedom).quantile(upper)
    }
    let total = groups.reduce(0) { $0 + $1.population }
    var below = 0.0
    var midpoints: [Double] = []
    for group in groups {
      midpoints.append((below + group.population / 2) / total)
      below += group.population
    }
    // The weighted mean of the midpoints is ½ by their making.
    var spread = 0.0
    var mean = 0.0
    for (group, point) in zip(groups, midpoints) {
      spread += group.population * (point - 0.5) * (point - 0.5)
      mean += group.population * group.value / total
    }
    // Slope and value at the lowest as sums of the groups' values, which gives their variances.
    let slopes = zip(groups, midpoints).map { $0.population * ($1 - 0.5) / spread }
    let lows = zip(groups, slopes).map { $0.population / total - $1 / 2 }
    slope = zip(groups, slopes).reduce(0) { $0 + $1.0.value * $1.1 }
    let low = mean - slope / 2
    func margin(_ factors: [Double]) -> Double {
      t * zip(groups, factors).reduce(0) { $0 + $1.0.variance * $1.1 * $1.1 }.squareRoot()
    }
    let reach = margin(slopes)
    slopeInterval = ConfidenceInterval(low: slope - reach, high: slope + reach, level: level)
    self.midpoints = midpoints
    guard low > 0 else { return }
    // (low + slope)/low = 1 + slope/low.
    let relative = 1 + slope / low
    let relativeReach = margin(
      zip(slopes, lows).map { $0 / low - slope / (low * low) * $1 })
    ratio = relative
    ratioInterval = ConfidenceInterval(
      low: relative - relativeReach, high: relative + relativeReach, level: level)
  }
}
