/// A statistic of the full sample and of each replicate.
public struct ReplicateSeries: Sendable, Hashable {
  /// The estimate of the full sample.
  public let value: Double
  /// Each replicate's estimate minus that of the full sample; NaN where the domain has no weight
  /// in the replicate.
  public let deviations: [Double]
  /// Rows with an answer.
  public let respondents: Int
  /// The sum of weights of those rows.
  public let weightedBase: Double

  /// The variance of a simple random sample with replacement of the same size.
  let simpleVariance: Double?
  let isBinary: Bool
  let isConstant: Bool

  /// The estimate of each replicate.
  public var replicates: [Double] { deviations.map { value + $0 } }

  /// The middle part of a bootstrap's replicates (Efron's percentile interval), between the ordered
  /// replicates (R + 1)·(1 ∓ level)/2, R `quantile(type = 6)`; nil for fewer than two.
  ///
  /// It is for replicates of a bootstrap with a scale near 1/R only.
  public func percentiles(level: Double) -> (low: Double, high: Double)? {
    let sorted = deviations.filter { !$0.isNaN }.sorted()
    guard sorted.count > 1, level > 0, level < 1 else { return nil }
    func quantile(_ p: Double) -> Double {
      let place = min(Double(sorted.count), max(1, Double(sorted.count + 1) * p)) - 1
      let below = min(sorted.count - 2, Int(place))
      let fraction = place - Double(below)
      return value + sorted[below] + fraction * (sorted[below + 1] - sorted[below])
    }
    return (quantile((1 - level) / 2), quantile((1 + level) / 2))
  }

  /// Replicates without weight in the domain, which the variance leaves out, as R does.
  public var discarded: Int { deviations.count { $0.isNaN } }
}

extension ReplicateDesign {
  /// The covariance matrix of statistics from their replicates.
  ///
  /// R: `svrVar`; replicates that are missing in any of the statistics are left out.
  func covariance(_ series: [[Double]]) -> (matrix: [[Double]], usable: Int) {
    var usable: [Int] = []
    for replicate in 0..<replicateCount where series.allSatisfy({ !$0[replicate].isNaN }) {
      usable.append(replicate)
    }
    var centres = [Double](repeating: 0, count: series.count)
    if centre == .replicateMean {
      var count = 0.0
      for replicate in usable where replicateScales[replicate] > 0 {
        count += 1
        for place in series.indices { centres[place] += series[place][replicate] }
      }
      for place in centres.indices { centres[place] /= max(1, count) }
    }
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: series.count), count: series.count)
    for first in series.indices {
      for second in first..<series.count {
        var sum = 0.0
        for replicate in usable {
          sum +=
            replicateScales[replicate] * (series[first][replicate] - centres[first])
            * (series[second][replicate] - centres[second])
        }
        matrix[first][second] = scale * sum
        matrix[second][first] = scale * sum
      }
    }
    return (matrix, usable.count)
  }
}
