public import LinearAlgebra

/// A weighted least-squares fit of rows that come in clusters.
///
/// β = (XᵀWX)⁻¹XᵀWy. R: `lm(y ~ X − 1, weights = w)`.
public struct WeightedRegression: Sendable {
  /// The names of the columns.
  public let names: [String]
  /// One coefficient a column.
  public let coefficients: [Double]
  /// Outcome minus fit, one a row.
  public let residuals: [Double]
  /// How many clusters there are.
  public let clusterCount: Int

  /// The columns, one row a row of the data.
  let design: Matrix
  let weights: [Double]
  /// (XᵀWX)⁻¹.
  let inverse: Matrix
  /// The rows of each cluster.
  let clusters: [[Int]]
  /// The stratum of each cluster, where there are strata.
  let strata: [Int32]?

  /// Fits the columns to the outcome.
  ///
  /// - Parameters:
  ///   - outcome: One value a row.
  ///   - design: One row a row, one column a coefficient; with a column of ones where there is an
  ///     intercept.
  ///   - names: One name a column.
  ///   - clusters: The cluster of each row, any numbers.
  ///   - weights: One weight a row; nil for ones.
  ///   - strata: The stratum of each row, for `stratifiedVariance`; nil for none.
  /// - Throws: `ImpactError` for lists of other lengths, values that are not finite, weights that are
  ///   not above zero, columns that are combinations of those before them, fewer rows than
  ///   coefficients and a single cluster.
  public init(
    outcome: [Double], design: Matrix, names: [String], clusters: [Int32],
    weights: [Double]? = nil, strata: [Int32]? = nil
  ) throws(ImpactError) {
    let weights = weights ?? [Double](repeating: 1, count: outcome.count)
    try Self.check(outcome, design, names, clusters, weights, strata)
    let grouped = Self.grouped(clusters)
    guard grouped.count > 1 else { throw .oneCluster }
    self.names = names
    self.design = design
    self.weights = weights
    self.clusters = grouped
    if let strata {
      self.strata = try Self.clusterStrata(strata, of: grouped)
    } else {
      self.strata = nil
    }
    clusterCount = grouped.count
    (inverse, coefficients, residuals) = try Self.fit(outcome, design, names, weights)
  }

  private static func check(
    _ outcome: [Double], _ design: Matrix, _ names: [String], _ clusters: [Int32],
    _ weights: [Double], _ strata: [Int32]?
  ) throws(ImpactError) {
    let counts = [
      ("clusters", clusters.count), ("weights", weights.count), ("columns", design.rows),
      ("strata", strata?.count ?? outcome.count),
    ]
    for (what, count) in counts where count != outcome.count {
      throw .unequalCounts(what: what, count: count, expected: outcome.count)
    }
    guard names.count == design.columns else {
      throw .unequalCounts(what: "names", count: names.count, expected: design.columns)
    }
    for row in outcome.indices {
      guard outcome[row].isFinite else {
        throw .notFinite(what: "the outcome", place: "row \(row + 1)")
      }
      guard weights[row] > 0, weights[row].isFinite else {
        throw .invalidWeight(weights[row], place: "row \(row + 1)")
      }
    }
    for column in 0..<design.columns {
      for row in 0..<design.rows where !design[row, column].isFinite {
        throw .notFinite(what: names[column], place: "row \(row + 1)")
      }
    }
    guard outcome.count > design.columns, design.columns > 0 else {
      throw .noDegreesOfFreedom(observations: outcome.count, coefficients: design.columns)
    }
  }

  /// The rows of each cluster, in the order in which clusters first occur.
  private static func grouped(_ clusters: [Int32]) -> [[Int]] {
    var index: [Int32: Int] = [:]
    var rows: [[Int]] = []
    for (row, cluster) in clusters.enumerated() {
      if let known = index[cluster] {
        rows[known].append(row)
      } else {
        index[cluster] = rows.count
        rows.append([row])
      }
    }
    return rows
  }

  private static func clusterStrata(
    _ strata: [Int32], of clusters: [[Int]]
  ) throws(ImpactError) -> [Int32] {
    var result: [Int32] = []
    for rows in clusters {
      let stratum = strata[rows[0]]
      guard rows.allSatisfy({ strata[$0] == stratum }) else {
        throw .clusterInTwoStrata(row: rows[0] + 1)
      }
      result.append(stratum)
    }
    return result
  }

  /// Solves the normal equations in columns of length one, and takes off what rounding left.
  private static func fit(
    _ outcome: [Double], _ design: Matrix, _ names: [String], _ weights: [Double]
  ) throws(ImpactError) -> (inverse: Matrix, coefficients: [Double], residuals: [Double]) {
    let products = design.crossProducts(weights: weights)
    var lengths: [Double] = []
    for (column, name) in names.enumerated() {
      let length = products[column, column].squareRoot()
      guard length.isFinite else { throw .outOfRange(what: name) }
      guard length > 0 else { throw .collinear(column: name) }
      lengths.append(length)
    }
    var scaled = products
    for column in names.indices {
      for row in names.indices { scaled[row, column] /= lengths[row] * lengths[column] }
    }
    do {
      let factor = try choleskyFactor(scaled)
      // What is left of a column when those before it are taken off, as a share of its square.
      for (column, pivot) in factor.diagonal.enumerated() where pivot * pivot < 1e-12 {
        throw ImpactError.collinear(column: names[column])
      }
      var inverse = try LinearAlgebra.inverse(factor: factor)
      for column in names.indices {
        for row in names.indices { inverse[row, column] /= lengths[row] * lengths[column] }
      }
      var coefficients = [Double](repeating: 0, count: names.count)
      var residuals = outcome
      for _ in 0..<3 {
        var scores = [Double](repeating: 0, count: names.count)
        for column in names.indices {
          for row in outcome.indices {
            scores[column] += design[row, column] * weights[row] * residuals[row]
          }
        }
        let step = inverse * scores
        for column in names.indices { coefficients[column] += step[column] }
        residuals = outcome
        for column in names.indices {
          for row in outcome.indices {
            residuals[row] -= coefficients[column] * design[row, column]
          }
        }
      }
      guard coefficients.allSatisfy(\.isFinite) else {
        throw ImpactError.outOfRange(what: "outcome")
      }
      return (inverse, coefficients, residuals)
    } catch let error as ImpactError {
      throw error
    } catch LinearAlgebraError.notPositiveDefinite(let order) {
      throw .collinear(column: names[max(0, min(order, names.count) - 1)])
    } catch let error as LinearAlgebraError {
      throw .linearAlgebra(error)
    } catch {
      throw .outOfRange(what: "columns")
    }
  }
}
