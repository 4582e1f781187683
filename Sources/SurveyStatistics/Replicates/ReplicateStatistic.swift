/// A statistic that is replicated: a function of weighted sums in a domain and wave (nil: all).
///
/// Variables are numbered as in the request.
public enum ReplicateStatistic: Sendable, Hashable {
  /// The weighted mean (R `svymean`).
  case mean(Int, domain: Int, wave: Int? = nil)
  /// The mean of a variable of zeros and ones, with an interval that stays within 0…1.
  case share(Int, domain: Int, wave: Int? = nil)
  /// The total over the population (R `svytotal`).
  case total(Int, domain: Int, wave: Int? = nil)
  /// The ratio of two totals over the rows that have both (R `svyratio`).
  case ratio(Int, over: Int, domain: Int, wave: Int? = nil)

  var domain: Int {
    switch self {
    case .mean(_, let domain, _), .share(_, let domain, _), .total(_, let domain, _),
      .ratio(_, _, let domain, _):
      domain
    }
  }

  var wave: Int? {
    switch self {
    case .mean(_, _, let wave), .share(_, _, let wave), .total(_, _, let wave),
      .ratio(_, _, _, let wave):
      wave
    }
  }

  /// The variable, or the numerator.
  var variable: Int {
    switch self {
    case .mean(let variable, _, _), .share(let variable, _, _), .total(let variable, _, _),
      .ratio(let variable, _, _, _):
      variable
    }
  }
}

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
