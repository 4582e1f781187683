extension ReplicateDesign {
  /// Makes replicates of a design.
  ///
  /// Only the first stage is replicated, with its finite population correction, as in R. Where the
  /// design is calibrated, every replicate is calibrated again by itself (R `postStratify`, `rake`
  /// and `calibrate` of a replicate design).
  ///
  /// Strata of one unit follow the design's policy: an error, no replicate (certainty, remove), a
  /// replicate that spreads the unit's weight over all others (adjust), or scales that give the
  /// stratum the mean variance of the others (average). They are for the jackknife; balanced
  /// replicates refuse them, and a bootstrap keeps the unit as it is unless the policy is to fail.
  ///
  /// - Throws: `ReplicateError`, naming the stratum.
  public init(
    _ design: SurveyDesign, method: ReplicationMethod, centre: ReplicateCentre = .replicateMean
  ) throws(ReplicateError) {
    let units = ReplicationUnits(design)
    let plan: ReplicationPlan
    switch method {
    case .jackknife:
      plan =
        units.unitsOfStratum.count == 1
        ? try .jackknife1(units) : try .jackknifeStratified(units, policy: design.singletonPolicy)
    case .jackknife1: plan = try .jackknife1(units)
    case .jackknifeStratified:
      plan = try .jackknifeStratified(units, policy: design.singletonPolicy)
    case .balanced: plan = try .balanced(units, rho: 0)
    case .fay(let rho): plan = try .balanced(units, rho: rho)
    case .bootstrap(let kind, let replicates, let seed):
      plan = try .bootstrap(
        units, kind, replicates: replicates, seed: seed, policy: design.singletonPolicy)
    }
    let replicates = plan.replicateScales.count
    let strata = units.unitsOfStratum.count { !$0.isEmpty }
    let uncalibrated = ReplicateDesign(
      unitKind: units.kind, unitOfRow: units.unitOfRow, unitCount: units.count,
      baseWeights: design.weights, factors: plan.factors, replicateCount: replicates,
      scale: plan.scale, replicateScales: plan.replicateScales, centre: centre,
      waves: design.waves, waveLabels: design.waveLabels,
      degreesOfFreedom: Double(min(units.count - strata, replicates - 1)),
      stratumOfUnit: units.stratumOfUnit, primaryUnitOfUnit: (0..<Int32(units.count)).map { $0 },
      cellUnits: units.unitOfFinestUnit.isEmpty
        ? nil : CellUnits(unitOfFinestUnit: units.unitOfFinestUnit))
    guard let calibration = design.calibration else {
      self = uncalibrated
      return
    }
    self = try uncalibrated.calibrated(by: WeightCalibration(calibration))
  }
}

/// The factors and scales of one method.
struct ReplicationPlan {
  var factors: ReplicateFactors
  var scale: Double
  var replicateScales: [Double]

  static func jackknife1(_ units: ReplicationUnits) throws(ReplicateError) -> ReplicationPlan {
    guard units.unitsOfStratum.count == 1 else {
      throw .severalStrata(count: units.unitsOfStratum.count)
    }
    let n = Double(units.count)
    guard units.count > 1 else { throw .singleUnit(stratum: units.labels[0]) }
    return ReplicationPlan(
      factors: .leaveOneOut(
        LeaveOneOut(
          stratumOfUnit: units.stratumOfUnit, sharing: [n], isShared: [false],
          unitOfReplicate: (0..<Int32(units.count)).map { $0 })),
      scale: (n - 1) / n * units.unsampled(0),
      replicateScales: [Double](repeating: 1, count: units.count))
  }

  static func jackknifeStratified(
    _ units: ReplicationUnits, policy: SingletonPolicy
  ) throws(ReplicateError) -> ReplicationPlan {
    var sharing: [Double] = []
    var isShared: [Bool] = []
    var left: [Int32] = []
    var scales: [Double] = []
    var singles = 0
    var measured = 0
    for (stratum, members) in units.unitsOfStratum.enumerated() {
      let unsampled = units.unsampled(stratum)
      let isSingle = members.count == 1
      let share = isSingle && policy == .adjust
      isShared.append(share)
      sharing.append(Double(share ? units.count : members.count))
      if members.count > 1 { measured += 1 }
      // A stratum taken whole has no sampling variance, single unit or not.
      if isSingle, unsampled > 1e-7 {
        guard policy != .fail else { throw .singleUnit(stratum: units.labels[stratum]) }
        singles += 1
      }
      guard !isSingle || (share && units.count > 1) else { continue }
      let n = sharing[stratum]
      for unit in members {
        left.append(Int32(unit))
        scales.append((n - 1) / n * unsampled)
      }
    }
    guard left.count > 1 else { throw .onlySingleUnits }
    let isAverage = policy == .average && singles > 0
    return ReplicationPlan(
      factors: .leaveOneOut(
        LeaveOneOut(
          stratumOfUnit: units.stratumOfUnit, sharing: sharing, isShared: isShared,
          unitOfReplicate: left)),
      scale: isAverage ? Double(measured + singles) / Double(measured) : 1,
      replicateScales: scales)
  }

  static func balanced(
    _ units: ReplicationUnits, rho: Double
  ) throws(ReplicateError) -> ReplicationPlan {
    guard rho >= 0, rho < 1 else { throw .badRho(rho) }
    for (stratum, members) in units.unitsOfStratum.enumerated() where members.count != 2 {
      throw .notPaired(stratum: units.labels[stratum], units: members.count)
    }
    // The matrix has about as many rows as there are strata.
    let strata = units.unitsOfStratum.count
    guard DenseFactors.fits(units: units.count, replicates: strata + 4) else {
      throw .tooLarge(units: units.count, replicates: strata)
    }
    let matrix = HadamardMatrix(above: strata)
    var factors = DenseFactors(
      unitCount: units.count, replicateCount: matrix.order, filledWith: rho)
    for (stratum, members) in units.unitsOfStratum.enumerated() {
      for replicate in 0..<matrix.order {
        let isFirst = matrix.isPositive(row: stratum + 1, column: replicate)
        factors[members.lowerBound + (isFirst ? 0 : 1), replicate] = 2 - rho
      }
    }
    return ReplicationPlan(
      factors: .dense(factors), scale: 1 / (Double(matrix.order) * (1 - rho) * (1 - rho)),
      replicateScales: [Double](repeating: 1, count: matrix.order))
  }
}
