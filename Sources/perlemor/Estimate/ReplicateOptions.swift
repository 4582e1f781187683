import ArgumentParser
import Ingest
import SurveyStatistics

/// Variances by replicates instead of linearisation: made from the design, or supplied with the file.
struct ReplicateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Variances by replicates: jackknife, jk1, jkn, brr, fay=RHO, bootstrap=R, subbootstrap=R or "
        + "rao-wu=R for R replicates.", valueName: "method"))
  var replicates: String?

  @Option(
    help: ArgumentHelp(
      "Columns of replicate weights that came with the file; repw* is all that begin so.",
      valueName: "columns"))
  var replicateWeights: [String] = []

  @Option(
    help: ArgumentHelp(
      "How they were made: brr, fay=RHO, jk1, jk2, jkn, bootstrap, acs or other.",
      valueName: "type"))
  var replicateType: String?

  @Option(
    help: "What squared deviations of supplied replicates are multiplied by (default: by the type)."
  )
  var replicateScale: Double?

  @Option(help: "The seed of the bootstrap.")
  var seed: UInt64 = 1

  @Flag(help: "Take deviations from the full sample, not from the mean of the replicates.")
  var mse = false

  func validate() throws {
    if let replicates, method(replicates) == nil {
      throw ValidationError(
        "--replicates is jackknife, jk1, jkn, brr, fay=0.3, bootstrap=1000, subbootstrap=1000 or "
          + "rao-wu=1000, not '\(replicates)'.")
    }
    if let replicateType, kind(replicateType) == nil {
      throw ValidationError(
        "--replicate-type is brr, fay=0.3, jk1, jk2, jkn, bootstrap, acs or other, not "
          + "'\(replicateType)'.")
    }
    if replicates != nil, !replicateWeights.isEmpty {
      throw ValidationError("--replicates makes replicates; --replicate-weights brings them.")
    }
    if replicateWeights.isEmpty != (replicateType == nil) {
      throw ValidationError("--replicate-weights and --replicate-type go together.")
    }
  }

  /// Whether columns are named by a pattern, so that any may be asked for.
  var namesByPattern: Bool { replicateWeights.contains { $0.contains("*") } }

  private var centre: ReplicateCentre { mse ? .fullSample : .replicateMean }

  /// The replicates, or nil where variances are linearised.
  func design(
    of design: SurveyDesign, columns: EstimateColumns, waves: WaveColumn?
  ) throws -> ReplicateDesign? {
    do {
      if let replicates, let method = method(replicates) {
        return try ReplicateDesign(design, method: method, centre: centre)
      }
      if let replicateType, let kind = kind(replicateType) {
        return try ReplicateDesign(
          weights: design.weights,
          replicateWeights: try names(columns).map {
            try columns.complete($0, option: "--replicate-weights")
          },
          kind: kind, scale: replicateScale, centre: centre, waves: waves?.ofRow ?? [],
          waveLabels: waves?.labels ?? [])
      }
    } catch let error as ReplicateError {
      throw Failure("\(columns.name): \(EstimateFailures.words(error))")
    }
    return nil
  }

  private func names(_ columns: EstimateColumns) throws -> [String] {
    try commaList(replicateWeights).flatMap { pattern -> [String] in
      guard pattern.hasSuffix("*") else { return [pattern] }
      let found = columns.file.columnNames.filter { $0.hasPrefix(pattern.dropLast()) }
      guard !found.isEmpty else {
        throw Failure("\(columns.name): no column begins with '\(pattern.dropLast())'")
      }
      return found
    }
  }

  private func method(_ text: String) -> ReplicationMethod? {
    let (word, number) = Self.split(text)
    func bootstrap(_ kind: ReplicationMethod.Bootstrap) -> ReplicationMethod? {
      guard let count = Int(exactly: number ?? 1000), count > 1 else { return nil }
      return .bootstrap(kind, replicates: count, seed: seed)
    }
    return switch word {
    case "jackknife": .jackknife
    case "jk1": .jackknife1
    case "jkn": .jackknifeStratified
    case "brr": .balanced
    case "fay": number.map { .fay(rho: $0) }
    case "bootstrap": bootstrap(.cantyDavison)
    case "subbootstrap": bootstrap(.subbootstrap)
    case "rao-wu": bootstrap(.raoWu(draws: nil))
    default: nil
    }
  }

  private func kind(_ text: String) -> ReplicateDesign.SuppliedKind? {
    let (word, number) = Self.split(text)
    return switch word {
    case "brr": .balanced
    case "fay": number.map { .fay(rho: $0) }
    case "jk1": .jackknife1
    case "jk2": .jackknife2
    case "jkn": .jackknifeStratified
    case "bootstrap": .bootstrap
    case "acs": .successiveDifference
    case "other": .other
    default: nil
    }
  }

  private static func split(_ text: String) -> (word: String, number: Double?) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    return (parts.first ?? "", parts.count > 1 ? Double(parts[1]) : nil)
  }
}
