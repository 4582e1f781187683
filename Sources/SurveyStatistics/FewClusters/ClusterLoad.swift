internal import Aggregation

/// What one primary sampling unit carries of one statistic: the sums of its rows with an answer.
struct ClusterLoad {
  /// The unit of the first stage.
  var unit: Int32
  /// Its stratum.
  var stratum: Int32
  /// Σw.
  var weight = 0.0
  /// Σw².
  var squaredWeight = 0.0
  /// Σw·y, y from the centre of its variable.
  var sum = 0.0
  /// Σw·y².
  var squares = 0.0

  /// The weighted mean of its rows.
  var mean: Double { sum / weight }
  /// Σw·(y − mean)².
  var spread: Double { max(0, squares - sum * sum / weight) }
}

extension SurveyEstimator {
  /// The loads of all units with an answer, in order of unit.
  ///
  /// Clustered cells hold Σw² of all rows, not of those with an answer; theirs is taken in
  /// proportion to their number.
  func clusterLoads(_ variable: Int, cells range: Range<Int>) -> [ClusterLoad] {
    let index = design.index
    guard !index.rowsAreUnits else { return [] }
    var loads: [ClusterLoad] = []
    loads.reserveCapacity(range.count)
    var isAscending = true
    for cell in range {
      let m = cells.moments(variable, cell: cell)
      guard m.n > 0 else { continue }
      let unit = index.path[0][Int(cells.units[cell])]
      // The cells of a wave are in order of unit; those of several waves begin again with each.
      if loads.last?.unit != unit {
        isAscending = isAscending && loads.last.map { $0.unit < unit } ?? true
        loads.append(
          ClusterLoad(unit: unit, stratum: index.levels[0].groupOfUnit[Int(unit)]))
      }
      let at = loads.count - 1
      let g = factor(ofCell: cell)
      loads[at].weight += g * m.w
      loads[at].squaredWeight += g * g * cells.squaredWeights[cell] * m.n / Double(cells.rows[cell])
      loads[at].sum += g * m.wy
      loads[at].squares += g * m.wyy
    }
    return isAscending ? loads : Self.merged(loads)
  }

  /// One load a unit, in order of unit.
  private static func merged(_ loads: [ClusterLoad]) -> [ClusterLoad] {
    let order = loads.indices.sorted { (loads[$0].unit, $0) < (loads[$1].unit, $1) }
    var result: [ClusterLoad] = []
    for load in order.map({ loads[$0] }) {
      guard result.last?.unit == load.unit else {
        result.append(load)
        continue
      }
      let at = result.count - 1
      result[at].weight += load.weight
      result[at].squaredWeight += load.squaredWeight
      result[at].sum += load.sum
      result[at].squares += load.squares
    }
    return result
  }
}
