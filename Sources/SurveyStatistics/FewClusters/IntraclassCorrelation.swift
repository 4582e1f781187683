/// The share of the variance of rows that lies between the units of a stratum, by moments.
///
/// With S_w = Σw(y − ȳ_i)² about the means of units and S_b = Σw_i(ȳ_i − ȳ_h)² of them about the
/// means of strata, σ²_w = S_w / Σ(w_i − q_i/w_i) and
/// σ²_b = (S_b − σ²_w·(Σq_i/w_i − Σq_h/w_h)) / (Σw_h − Σw_i²/w_h), w_i and q_i being Σw and Σw² of a
/// unit, w_h and q_h of a stratum. With equal weights it is the one-way analysis of variance:
/// (MSB − MSW) / (MSB + (n₀ − 1)·MSW).
///
/// - Parameter loads: The units, those of one stratum next to each other.
/// - Returns: A value of at most 1, below 0 where units differ by less than chance; nil where no
///   unit has two rows, no stratum two units, or all answers are the same.
func intraclassCorrelation(_ loads: [ClusterLoad]) -> Double? {
  var within = 0.0
  var withinFactor = 0.0
  var between = 0.0
  var betweenFactor = 0.0
  var rowFactor = 0.0
  var start = 0
  while start < loads.count {
    var end = start
    var weight = 0.0
    var squaredWeight = 0.0
    var sum = 0.0
    while end < loads.count, loads[end].stratum == loads[start].stratum {
      weight += loads[end].weight
      squaredWeight += loads[end].squaredWeight
      sum += loads[end].sum
      end += 1
    }
    let mean = sum / weight
    rowFactor -= squaredWeight / weight
    betweenFactor += weight
    for load in loads[start..<end] {
      within += load.spread
      withinFactor += load.weight - load.squaredWeight / load.weight
      between += load.weight * (load.mean - mean) * (load.mean - mean)
      rowFactor += load.squaredWeight / load.weight
      betweenFactor -= load.weight * load.weight / weight
    }
    start = end
  }
  let total = loads.reduce(0) { $0 + $1.weight }
  guard withinFactor > 1e-9 * total, betweenFactor > 1e-9 * total else { return nil }
  let rowVariance = within / withinFactor
  let unitVariance = (between - rowVariance * rowFactor) / betweenFactor
  let variance = rowVariance + unitVariance
  guard variance > 0, rowVariance >= 0 else { return nil }
  return min(1, unitVariance / variance)
}

extension SurveyEstimator {
  /// How alike the answers of one primary sampling unit are: the intraclass correlation.
  ///
  /// The weighted one-way analysis of variance within strata; with equal weights that of R
  /// `aov(y ~ stratum + unit)`. Below 0 where units differ by less than chance. Nil where rows are
  /// the units, no unit has two rows or all answers are the same.
  ///
  /// - Throws: `EstimationError` where nobody answered or there is no such variable or domain.
  public func intraclassCorrelation(
    _ variable: Int, domain: Int, wave: Int?
  ) throws(EstimationError) -> Double? {
    let statistic = try linearise(.mean, variable, domain: domain, wave: wave)
    return SurveyStatistics.intraclassCorrelation(
      clusterLoads(variable, cells: statistic.cells))
  }
}
