extension ReplicateDesign {
  /// How supplied replicate weights were made, which decides their scales where none are given.
  public enum SuppliedKind: Sendable, Hashable {
    /// Balanced repeated replication: 1/R.
    case balanced
    /// Fay's variant: 1/(R (1 − ρ)²).
    case fay(rho: Double)
    /// The unstratified jackknife: (R − 1)/R.
    case jackknife1
    /// One replicate a pair of units: 1.
    case jackknife2
    /// The stratified jackknife; `replicateScales`, or a `scale` for strata of equal size, is needed.
    case jackknifeStratified
    /// A bootstrap: 1/(R − 1).
    case bootstrap
    /// Successive differences, as of the American Community Survey: 4/R from the full sample.
    case successiveDifference
    /// Anything else; `scale`, `replicateScales` or both are needed, and the one left out is 1.
    case other

    /// What the kind is called in messages.
    var label: String {
      switch self {
      case .balanced: "balanced"
      case .fay: "Fay's"
      case .jackknife1: "JK1"
      case .jackknife2: "JK2"
      case .jackknifeStratified: "JKn"
      case .bootstrap: "bootstrap"
      case .successiveDifference: "successive difference"
      case .other: "other"
      }
    }
  }

  /// A design of replicate weights that came with the data.
  ///
  /// R: `svrepdesign(weights, repweights, type, scale, rscales, combined.weights, mse)`. Weights may
  /// be zero; replicate weights may be negative, as calibrated ones are at times.
  ///
  /// - Parameters:
  ///   - weights: The weight of each row in the full sample.
  ///   - replicateWeights: One list of a number a row for each replicate.
  ///   - kind: How they were made.
  ///   - isCombined: Whether they are the weights of replicates (R's default) or factors of the
  ///     weights.
  ///   - scale: What all squared deviations are multiplied by; nil: as the kind says.
  ///   - replicateScales: What that of each replicate is multiplied by; nil: 1.
  ///   - centre: From where deviations are taken; successive differences always take the full
  ///     sample.
  ///   - waves: One index a row, 255 in none; empty: one wave.
  ///   - waveLabels: Names of the waves; made up where empty.
  ///   - degreesOfFreedom: Nil: the rank of the replicate weights − 1, as R's `degf`.
  /// - Throws: `ReplicateError`, naming the row and replicate.
  /// - Complexity: The rank takes rows × replicates² steps; give the degrees of freedom of large
  ///   files.
  public init(
    weights: [Double], replicateWeights: [[Double]], kind: SuppliedKind, isCombined: Bool = true,
    scale: Double? = nil, replicateScales: [Double]? = nil,
    centre: ReplicateCentre = .replicateMean, waves: [UInt8] = [], waveLabels: [String] = [],
    degreesOfFreedom: Double? = nil
  ) throws(ReplicateError) {
    let rows = weights.count
    let replicates = replicateWeights.count
    for (row, weight) in weights.enumerated() {
      guard weight >= 0, weight.isFinite else { throw .badWeight(row: row, value: weight) }
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .noWeight }
    guard replicates > 1 else { throw .tooFewReplicates(replicates) }
    guard DenseFactors.fits(units: rows, replicates: replicates) else {
      throw .tooLarge(units: rows, replicates: replicates)
    }
    if !waves.isEmpty, waves.count != rows {
      throw .unequalLengths(list: "waves", expected: rows, found: waves.count)
    }
    let scales = try Self.scales(kind, replicates, scale, replicateScales)
    // Rows count once, their weights are the factors: rows without weight in the full sample may
    // have some in replicates.
    var factors = DenseFactors(unitCount: rows, replicateCount: replicates)
    for (replicate, list) in replicateWeights.enumerated() {
      guard list.count == rows else {
        throw .unequalLengths(
          list: "weights of replicate \(replicate + 1)", expected: rows, found: list.count)
      }
      for (row, value) in list.enumerated() {
        guard value.isFinite else {
          throw .badReplicateWeight(replicate: replicate, row: row, value: value)
        }
        factors[row, replicate] = isCombined ? value : value * weights[row]
      }
    }
    let used = waves.isEmpty ? [UInt8](repeating: 0, count: rows) : waves
    let largest = Int(used.filter { $0 != 255 }.max() ?? 0)
    let labels = waveLabels.isEmpty ? (0...largest).map { String($0 + 1) } : waveLabels
    guard largest < labels.count else {
      throw .unequalLengths(list: "wave labels", expected: largest + 1, found: labels.count)
    }
    let freedom: Double
    if let degreesOfFreedom {
      freedom = degreesOfFreedom
    } else {
      freedom = Double(Self.rank(factors) - 1)
    }
    let isDifference = kind == .successiveDifference
    self.init(
      unitKind: .rows, unitOfRow: (0..<Int32(rows)).map { $0 }, unitCount: rows,
      baseWeights: [Double](repeating: 1, count: rows), fullFactors: weights,
      factors: .dense(factors), replicateCount: replicates, scale: scales.scale,
      replicateScales: scales.each, centre: isDifference ? .fullSample : centre, waves: used,
      waveLabels: labels, degreesOfFreedom: freedom)
  }

  private static func scales(
    _ kind: SuppliedKind, _ replicates: Int, _ scale: Double?, _ each: [Double]?
  ) throws(ReplicateError) -> (scale: Double, each: [Double]) {
    if let scale, !(scale >= 0 && scale.isFinite) {
      throw .badScale(list: "scale", replicate: nil, value: scale)
    }
    if let each {
      guard each.count == replicates else {
        throw .unequalLengths(
          list: "replicate scales", expected: replicates, found: each.count)
      }
      for (replicate, value) in each.enumerated() where !(value >= 0 && value.isFinite) {
        throw .badScale(list: "scale", replicate: replicate, value: value)
      }
    }
    let count = Double(replicates)
    let known: Double
    switch kind {
    case .balanced: known = 1 / count
    case .fay(let rho):
      guard rho >= 0, rho < 1 else { throw .badRho(rho) }
      known = 1 / (count * (1 - rho) * (1 - rho))
    case .jackknife1: known = (count - 1) / count
    case .jackknife2: known = 1
    case .jackknifeStratified, .other:
      guard scale != nil || each != nil else { throw .noScales(kind: kind.label) }
      known = 1
    case .bootstrap: known = 1 / (count - 1)
    case .successiveDifference: known = 4 / count
    }
    return (scale ?? known, each ?? [Double](repeating: 1, count: replicates))
  }

  /// How many of the replicates are not combinations of those before, at R's tolerance of 1e-5.
  private static func rank(_ factors: DenseFactors) -> Int {
    var basis: [[Double]] = []
    for replicate in 0..<factors.replicateCount where basis.count < factors.unitCount {
      var column = (0..<factors.unitCount).map { factors[$0, replicate] }
      let length = norm(column)
      guard length > 0 else { continue }
      // Twice, for what rounding leaves of the first time.
      for _ in 0..<2 {
        for direction in basis {
          var product = 0.0
          for row in column.indices { product += column[row] * direction[row] }
          for row in column.indices { column[row] -= product * direction[row] }
        }
      }
      let rest = norm(column)
      guard rest > 1e-5 * length else { continue }
      basis.append(column.map { $0 / rest })
    }
    return basis.count
  }

  private static func norm(_ column: [Double]) -> Double {
    column.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
