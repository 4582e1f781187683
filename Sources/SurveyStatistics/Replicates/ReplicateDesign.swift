/// Replicates of a design: for each, what the weight of every unit is multiplied by, and how the
/// squared deviations of the replicates add up to a variance.
///
/// V = scale · Σ_r scale_r · (θ_r − c)², c the mean of the replicates with a scale above zero or
/// the estimate of the full sample. R: `as.svrepdesign` and `svrepdesign`.
///
/// Replicates of clustered designs are factors of the first-stage units, so that a statistic is
/// replicated by sums of unit totals, never by another pass over the rows. Where rows are the units
/// of the design, or replicate weights are supplied, each row has factors of its own.
public struct ReplicateDesign: Sendable {
  /// What has factors of its own.
  public enum UnitKind: String, Sendable, Hashable {
    /// The first-stage sampling units.
    case primaryUnits
    /// The persons of linked waves, with all their rows.
    case persons
    /// The rows.
    case rows
    /// The calibration cells within the units or rows: each replicate is calibrated by itself.
    case calibrated
  }

  /// What has factors of its own.
  public let unitKind: UnitKind
  /// How many rows there are.
  public let rowCount: Int
  /// How many replicates there are.
  public let replicateCount: Int
  /// What all squared deviations are multiplied by.
  public let scale: Double
  /// What the squared deviation of each replicate is multiplied by.
  public let replicateScales: [Double]
  /// From where deviations are taken.
  public let centre: ReplicateCentre
  /// The wave of each row, 255 in none.
  public let waves: [UInt8]
  /// What the waves are called.
  public let waveLabels: [String]
  /// The degrees of freedom of the replicates: of supplied ones as given or their rank − 1, of
  /// others the smaller of units − strata and replicates − 1 (R `degf`).
  public let degreesOfFreedom: Double

  /// The weight of each row that factors are relative to.
  let baseWeights: [Double]
  /// The unit of each row.
  let unitOfRow: [Int32]
  /// The factor of each unit in the full sample; empty: 1.
  let fullFactors: [Double]
  let factors: ReplicateFactors
  /// The stratum and first-stage unit of each unit, for degrees of freedom of domains; empty where
  /// replicates were supplied.
  let stratumOfUnit: [Int32]
  let primaryUnitOfUnit: [Int32]
  /// How the unit of a cell of the design is found; nil where it is not a function of it.
  let cellUnits: CellUnits?

  /// How many units there are.
  var unitCount: Int { unitCountValue }
  private let unitCountValue: Int

  init(
    unitKind: UnitKind, unitOfRow: [Int32], unitCount: Int, baseWeights: [Double],
    fullFactors: [Double] = [], factors: ReplicateFactors, replicateCount: Int, scale: Double,
    replicateScales: [Double], centre: ReplicateCentre, waves: [UInt8], waveLabels: [String],
    degreesOfFreedom: Double, stratumOfUnit: [Int32] = [], primaryUnitOfUnit: [Int32] = [],
    cellUnits: CellUnits? = nil
  ) {
    self.unitKind = unitKind
    self.unitOfRow = unitOfRow
    unitCountValue = unitCount
    rowCount = unitOfRow.count
    self.baseWeights = baseWeights
    self.fullFactors = fullFactors
    self.factors = factors
    self.replicateCount = replicateCount
    self.scale = scale
    self.replicateScales = replicateScales
    self.centre = centre
    self.waves = waves
    self.waveLabels = waveLabels
    self.degreesOfFreedom = degreesOfFreedom
    self.stratumOfUnit = stratumOfUnit
    self.primaryUnitOfUnit = primaryUnitOfUnit
    self.cellUnits = cellUnits
  }

  /// The weight of each row in the full sample.
  public var fullWeights: [Double] {
    guard !fullFactors.isEmpty else { return baseWeights }
    return baseWeights.indices.map { baseWeights[$0] * fullFactors[Int(unitOfRow[$0])] }
  }

  /// The weight of each row in a replicate, for export; nil where there is no such replicate.
  public func weights(replicate: Int) -> [Double]? {
    guard (0..<replicateCount).contains(replicate) else { return nil }
    return baseWeights.indices.map {
      baseWeights[$0] * factors.factor(unit: Int(unitOfRow[$0]), replicate: replicate)
    }
  }

  /// The domains of rows, none for rows that were given weight zero by the design.
  func domainsOfWeighted(_ domains: [Int32]) -> [Int32] {
    guard domains.count == rowCount, baseWeights.contains(0) else { return domains }
    return zip(domains, baseWeights).map { $1 == 0 ? -1 : $0 }
  }

  /// The factor of a unit in the full sample.
  func fullFactor(_ unit: Int) -> Double { fullFactors.isEmpty ? 1 : fullFactors[unit] }
}

/// Finds the unit of a cell of an estimator's table, so that it need not sum the rows again.
struct CellUnits: Sendable {
  /// The first-stage unit of each finest unit of the design.
  var unitOfFinestUnit: [Int32]
  /// Ascending keys (unit << 32 | calibration cell + 1) whose places are the units; empty where
  /// units are not split by calibration cells.
  var pairs: [Int] = []

  func unit(finestUnit: Int32, calibrationCell: Int32) -> Int32? {
    let unit = unitOfFinestUnit[Int(finestUnit)]
    guard !pairs.isEmpty else { return unit }
    let key = Int(unit) << 32 | Int(calibrationCell + 1)
    var low = 0
    var high = pairs.count
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < pairs.count && pairs[low] == key ? Int32(low) : nil
  }
}
