internal import Aggregation

/// Weighted sums per unit of a replicate design: what its replicates are made of.
struct UnitTotals {
  /// The units that have any, ascending.
  private(set) var units: [Int32] = []
  /// `width` sums a unit, unit after unit.
  private(set) var values: [Double] = []
  let width: Int

  /// Sums cells into their units.
  ///
  /// Each range of cells comes with the first column that it fills; `fill` gives the numbers that a
  /// cell of a range adds, by column from that one on.
  init(
    width: Int, ranges: [(cells: Range<Int>, column: Int)], unitOfCell: [Int32],
    fill: (_ cell: Int, _ range: Int, _ add: (_ column: Int, _ value: Double) -> Void) -> Void
  ) {
    self.width = width
    var found: [Int32] = []
    for range in ranges {
      for cell in range.cells { found.append(unitOfCell[cell]) }
    }
    var isAscending = true
    for place in found.indices.dropFirst() where found[place - 1] > found[place] {
      isAscending = false
      break
    }
    if !isAscending { found.sort() }
    for unit in found where units.last != unit { units.append(unit) }
    values = [Double](repeating: 0, count: units.count * width)
    for (number, range) in ranges.enumerated() {
      var place = 0
      for cell in range.cells {
        let unit = unitOfCell[cell]
        if units[place] != unit { place = self.place(of: unit) }
        let base = place * width + range.column
        fill(cell, number) { column, value in values[base + column] += value }
      }
    }
  }

  /// The sums of the full sample.
  func fullSums(_ design: ReplicateDesign) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    for (place, unit) in units.enumerated() {
      let factor = design.fullFactor(Int(unit))
      for column in 0..<width { sums[column] += factor * values[place * width + column] }
    }
    return sums
  }

  private func place(of unit: Int32) -> Int {
    var low = 0
    var high = units.count
    while low < high {
      let middle = (low + high) / 2
      if units[middle] < unit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
