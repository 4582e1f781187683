/// The factors of a jackknife, by its algebra: no table of units × replicates.
///
/// Without unit u of stratum h, a sum is T + T_h/(n_h − 1) − n_h/(n_h − 1)·t_u; a single unit that
/// is centred at the mean of all units counts as one of a stratum of all.
struct LeaveOneOut: Sendable {
  /// The stratum of each unit.
  let stratumOfUnit: [Int32]
  /// How many units share the weight of the unit left out: those of its stratum, or all.
  let sharing: [Double]
  /// Whether all units take the weight of the single unit of a stratum.
  let isShared: [Bool]
  /// The unit that each replicate leaves out.
  let unitOfReplicate: [Int32]
  /// The replicate that leaves out each unit, −1 none.
  let replicateOfUnit: [Int32]

  init(stratumOfUnit: [Int32], sharing: [Double], isShared: [Bool], unitOfReplicate: [Int32]) {
    self.stratumOfUnit = stratumOfUnit
    self.sharing = sharing
    self.isShared = isShared
    self.unitOfReplicate = unitOfReplicate
    var places = [Int32](repeating: -1, count: stratumOfUnit.count)
    for (replicate, unit) in unitOfReplicate.enumerated() { places[Int(unit)] = Int32(replicate) }
    replicateOfUnit = places
  }

  func factor(unit: Int, replicate: Int) -> Double {
    let out = Int(unitOfReplicate[replicate])
    if out == unit { return 0 }
    let stratum = Int(stratumOfUnit[out])
    guard isShared[stratum] || stratumOfUnit[unit] == stratumOfUnit[out] else { return 1 }
    return sharing[stratum] / (sharing[stratum] - 1)
  }

  func sums(units: [Int32], values: [Double], width: Int) -> [Double] {
    let replicates = unitOfReplicate.count
    var result = [Double](repeating: 0, count: width * replicates)
    var strata = [Double](repeating: 0, count: sharing.count)
    for value in 0..<width {
      var total = 0.0
      for stratum in strata.indices { strata[stratum] = 0 }
      for (place, unit) in units.enumerated() {
        let part = values[place * width + value]
        total += part
        strata[Int(stratumOfUnit[Int(unit)])] += part
      }
      let base = value * replicates
      for replicate in 0..<replicates {
        let stratum = Int(stratumOfUnit[Int(unitOfReplicate[replicate])])
        let n = sharing[stratum]
        result[base + replicate] =
          isShared[stratum] ? total * n / (n - 1) : total + strata[stratum] / (n - 1)
      }
      for (place, unit) in units.enumerated() {
        let replicate = Int(replicateOfUnit[Int(unit)])
        guard replicate >= 0 else { continue }
        let n = sharing[Int(stratumOfUnit[Int(unit)])]
        // The only unit leaves nothing, not the rounding of what was there.
        result[base + replicate] =
          units.count == 1
          ? 0 : result[base + replicate] - n / (n - 1) * values[place * width + value]
      }
    }
    return result
  }
}
