/// How far weights may be from what is usual.
public struct WeightLimits: Sendable, Hashable {
  /// The lowest and the highest weight.
  public var lower: Double, upper: Double

  /// Limits as they are.
  public init(lower: Double = -.infinity, upper: Double = .infinity) {
    self.lower = lower
    self.upper = upper
  }

  /// Limits as parts and multiples of the median weight.
  public init(timesMedianOf weights: [Double], lower: Double = 0, upper: Double) {
    let sorted = weights.sorted()
    let count = sorted.count
    let median =
      count == 0 ? 0 : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    self.init(lower: lower * median, upper: upper * median)
  }
}

extension CalibratedWeights {
  /// Cuts weights outside of limits and spreads what is cut evenly over the others.
  ///
  /// R: `trimWeights(design, lower, upper, strict)`. Spreading may push others over a limit, which
  /// `isStrict` cuts again until none is outside. The margins are not met exactly any more; the
  /// variance takes the cut as fixed.
  ///
  /// - Throws: `CalibrationError.badLimits` or `nothingToTake`.
  public func trimmed(
    to limits: WeightLimits, isStrict: Bool = false
  ) throws(CalibrationError) -> CalibratedWeights {
    guard limits.lower < limits.upper else {
      throw .badLimits(lower: limits.lower, upper: limits.upper)
    }
    var current = weights
    var isCut = [Bool](repeating: false, count: current.count)
    let sum = current.reduce(0, +)
    let n = Double(current.count)
    guard sum <= n * limits.upper, sum >= n * limits.lower else {
      throw .nothingToTake(lower: limits.lower, upper: limits.upper)
    }
    // What is left over shrinks from round to round, until nothing is outside.
    for _ in 0..<10_000 {
      var taken = 0.0
      var inside = 0.0
      var isOutside = [Bool](repeating: false, count: current.count)
      for row in current.indices {
        let cut = min(limits.upper, max(limits.lower, current[row]))
        guard cut != current[row] else {
          inside += 1
          continue
        }
        taken += current[row] - cut
        current[row] = cut
        isOutside[row] = true
        isCut[row] = true
      }
      guard inside < Double(current.count) else { break }
      guard inside > 0 else { throw .nothingToTake(lower: limits.lower, upper: limits.upper) }
      for row in current.indices where !isOutside[row] { current[row] += taken / inside }
      if !isStrict { break }
    }
    return CalibratedWeights(
      self, weights: current, gWeights: gWeights, steps: steps, trimmedRows: isCut.count { $0 },
      rounds: rounds)
  }

  /// Trims and calibrates in turn until all weights are within the limits and the margins are met.
  ///
  /// The weights of each round begin from the trimmed ones of the round before.
  ///
  /// - Throws: `CalibrationError.trimmingNotSettled` after `rounds` rounds, or as calibration and
  ///   trimming do.
  public func trimmedAndCalibrated(
    to limits: WeightLimits, rounds: Int = 100
  ) throws(CalibrationError) -> CalibratedWeights {
    var current = self
    var cut = [Bool](repeating: false, count: weights.count)
    for round in 0..<max(1, rounds) {
      let trimmed = try current.trimmed(to: limits, isStrict: true)
      var outside = 0
      for row in weights.indices {
        let over = max(current.weights[row] - limits.upper, limits.lower - current.weights[row])
        if over > 1e-6 * abs(current.weights[row]) {
          outside += 1
          cut[row] = true
        }
      }
      if outside == 0 {
        return CalibratedWeights(
          self, weights: current.weights, gWeights: current.gWeights, steps: current.steps,
          trimmedRows: cut.count { $0 }, rounds: round)
      }
      let (factors, steps) = try system.factors(system.patternWeights(trimmed.weights))
      let next = trimmed.weights.indices.map { row in
        let pattern = system.patternOfRow[row]
        return trimmed.weights[row] * (pattern >= 0 ? factors[Int(pattern)] : 1)
      }
      current = CalibratedWeights(
        self, weights: next, gWeights: zip(next, designWeights).map { $0 / $1 }, steps: steps,
        trimmedRows: 0, rounds: round + 1)
    }
    let outside = current.weights.count {
      $0 > limits.upper * (1 + 1e-6) || $0 < limits.lower * (1 - 1e-6)
    }
    throw .trimmingNotSettled(outside: outside, rounds: rounds)
  }
}
