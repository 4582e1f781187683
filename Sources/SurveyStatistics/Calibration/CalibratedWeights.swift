internal import LinearAlgebra

/// The weights of rows after calibration and trimming, with what is needed to judge and to use them.
public struct CalibratedWeights: Sendable {
  /// How a margin is met.
  public struct MarginCheck: Sendable, Hashable {
    /// The group of rows.
    public var group: String
    /// The margin and, of a categorical one, the level.
    public var margin: String, level: String
    /// The population total.
    public var target: Double
    /// The total of the design weights.
    public var before: Double
    /// The total of the final weights.
    public var after: Double
  }

  /// The weight of each row before.
  public let designWeights: [Double]
  /// The weight of each row now.
  public let weights: [Double]
  /// The calibration.
  public let calibration: WeightCalibration
  /// The most Newton steps that a group took.
  public let steps: Int
  /// Rows whose weight was cut, in the last round.
  public let trimmedRows: Int
  /// The rounds of trimming and calibrating.
  public let rounds: Int

  /// The factors of calibration, before any trimming that was not calibrated again.
  let gWeights: [Double]
  let system: CalibrationSystem
  /// The regression on the margins by design weights, for each group.
  private let projections: [Projection]

  /// The columns that a regression uses, and their sums of products.
  private struct Projection: Sendable {
    var used: [Int]
    var gram: Matrix
  }

  /// Calibrates the weights of rows.
  ///
  /// R: `calibrate(design, formula, population, calfun, bounds)`; groups are calibrated each by
  /// itself.
  ///
  /// - Throws: `CalibrationError`, naming the group, margin and level.
  public init(
    _ calibration: WeightCalibration, designWeights: [Double]
  ) throws(CalibrationError) {
    for (row, weight) in designWeights.enumerated() {
      guard weight > 0, weight.isFinite else { throw .badWeight(row: row, value: weight) }
    }
    let system = try CalibrationSystem(calibration, rows: designWeights.count)
    let (factors, steps) = try system.factors(system.patternWeights(designWeights))
    let g = system.patternOfRow.map { $0 >= 0 ? factors[Int($0)] : 1 }
    self.designWeights = designWeights
    weights = zip(designWeights, g).map { $0 * $1 }
    self.calibration = calibration
    self.steps = steps
    trimmedRows = 0
    rounds = 0
    gWeights = g
    self.system = system
    let patternWeights = system.patternWeights(designWeights)
    var projections: [Projection] = []
    for (patterns, equations) in system.groups {
      let own = Array(patternWeights[patterns])
      let used = try equations.independent(own)
      projections.append(Projection(used: used, gram: equations.gram(used, own)))
    }
    self.projections = projections
  }

  /// The same calibration with other final weights.
  init(
    _ origin: CalibratedWeights, weights: [Double], gWeights: [Double], steps: Int,
    trimmedRows: Int, rounds: Int
  ) {
    designWeights = origin.designWeights
    calibration = origin.calibration
    system = origin.system
    projections = origin.projections
    self.weights = weights
    self.gWeights = gWeights
    self.steps = steps
    self.trimmedRows = trimmedRows
    self.rounds = rounds
  }

  /// Final over design weight of each row.
  public var factors: [Double] { zip(weights, designWeights).map { $0 / $1 } }

  /// How every margin is met, in order of groups, margins and levels.
  public var margins: [MarginCheck] {
    var rows: [[Int]] = [[Int]](repeating: [], count: system.patternCount)
    for (row, pattern) in system.patternOfRow.enumerated() where pattern >= 0 {
      rows[Int(pattern)].append(row)
    }
    var checks: [MarginCheck] = []
    for (patterns, equations) in system.groups {
      for column in equations.columns {
        var check = MarginCheck(
          group: equations.group, margin: column.margin, level: column.level,
          target: column.target, before: 0, after: 0)
        for (place, pattern) in patterns.enumerated() {
          for row in rows[pattern] {
            check.before += designWeights[row] * column.values[place]
            check.after += weights[row] * column.values[place]
          }
        }
        checks.append(check)
      }
    }
    return checks
  }

  /// How the weights before and after are spread.
  public var summary: (before: WeightSummary, after: WeightSummary) {
    (WeightSummary(designWeights), WeightSummary(weights))
  }

  /// z = g·d·(r·u − x'β̂) of each row for an influence u of it, where β̂ is the fit of r·u on the
  /// margins by the design weights and r the final over the calibrated weight (1 but for trimmed
  /// weights).
  ///
  /// Weighted by design weights as R's `calibrate` is: fitted by the calibrated weights it would be
  /// another (wrong) variance.
  func residuals(_ influence: [Double]) throws(CalibrationError) -> [Double] {
    var result = [Double](repeating: 0, count: influence.count)
    var sums = [Double](repeating: 0, count: system.patternCount)
    for row in influence.indices {
      let calibrated = gWeights[row] * designWeights[row]
      let ratio = calibrated == 0 ? 1 : weights[row] / calibrated
      result[row] = ratio * influence[row]
      let pattern = system.patternOfRow[row]
      if pattern >= 0 { sums[Int(pattern)] += designWeights[row] * result[row] }
    }
    var fitted = [Double](repeating: 0, count: system.patternCount)
    for ((patterns, equations), projection) in zip(system.groups, projections) {
      let products = projection.used.map { column in
        zip(equations.columns[column].values, sums[patterns]).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let beta: [Double]
      do {
        beta = try CalibrationEquations.solved(projection.gram, products)
      } catch {
        throw .algebra(group: equations.group, reason: error.description)
      }
      for (place, column) in projection.used.enumerated() {
        let values = equations.columns[column].values
        for (offset, pattern) in patterns.enumerated() {
          fitted[pattern] += beta[place] * values[offset]
        }
      }
    }
    for row in result.indices {
      let pattern = system.patternOfRow[row]
      if pattern >= 0 { result[row] -= fitted[Int(pattern)] }
      result[row] *= gWeights[row] * designWeights[row]
    }
    return result
  }
}

/// How a set of weights is spread.
public struct WeightSummary: Sendable, Hashable {
  /// Rows.
  public let count: Int
  /// The smallest, the largest and the mean weight.
  public let minimum: Double, maximum: Double, mean: Double
  /// Their sum.
  public let sum: Double
  /// Their standard deviation over their mean, with divisor n.
  public let variation: Double
  /// Kish's design effect n·Σw²/(Σw)² = 1 + variation².
  public let kishEffect: Double
  /// Rows over Kish's design effect.
  public let effectiveSize: Double
  /// Rows of a negative weight, which the linear method may give.
  public let negative: Int

  /// Sums up weights.
  public init(_ weights: [Double]) {
    count = weights.count
    var sum = 0.0
    var squares = 0.0
    var smallest = Double.infinity
    var largest = -Double.infinity
    for weight in weights {
      sum += weight
      squares += weight * weight
      smallest = min(smallest, weight)
      largest = max(largest, weight)
    }
    self.sum = sum
    let n = Double(weights.count)
    minimum = weights.isEmpty ? 0 : smallest
    maximum = weights.isEmpty ? 0 : largest
    mean = weights.isEmpty ? 0 : sum / n
    kishEffect = sum > 0 ? n * squares / (sum * sum) : 1
    variation = max(0, kishEffect - 1).squareRoot()
    effectiveSize = n / kishEffect
    negative = weights.count { $0 < 0 }
  }
}
