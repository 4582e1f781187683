import Aggregation
import SurveyStatistics

/// Replicate designs of the California schools, as R declares them in the reference files.
enum ReplicateDesigns {
  /// R's own replicate weights of a file `repw_<name>.csv`, the first two columns being a key and
  /// the weight.
  static func supplied(
    _ name: String, scale: Double, scales: [Double], centre: ReplicateCentre
  ) throws -> ReplicateDesign {
    let file = try DataFile("repw_\(name)")
    return try ReplicateDesign(
      weights: file.numbers("pw"),
      replicateWeights: file.names.dropFirst(2).map { file.numbers($0) }, kind: .other,
      scale: scale, replicateScales: scales, centre: centre)
  }

  /// The columns that the reference files ask about, and the ratio api.stu/enroll.
  static func numbers(_ file: DataFile) -> Numbers {
    Numbers(["api00", "enroll", "api.stu"].map { ($0, file.numbers($0)) })
  }

  static func estimator(
    _ file: DataFile, _ design: ReplicateDesign, domains: [Int32]? = nil, count: Int = 1
  ) throws -> ReplicateEstimator {
    let numbers = numbers(file)
    return try ReplicateEstimator(
      table: numbers.table, design: design,
      request: EstimationRequest(
        variables: numbers.variables,
        domains: domains ?? [Int32](repeating: 0, count: file.count), domainCount: count,
        crossProducts: [.pair(1, 2)]))
  }
}
