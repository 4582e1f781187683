/// The widths of a table's columns.
enum TableColumns {
  /// Shares out a width by weights, but gives every column the room of its longest word, taken from
  /// those that have more than they need.
  ///
  /// Where even the longest words do not fit side by side, all columns shrink alike and words are
  /// broken.
  static func widths(weights: [Double], minimums: [Double], total: Double) -> [Double] {
    let sum = weights.reduce(0) { $0 + max($1, 0) }
    guard !weights.isEmpty else { return [] }
    let least = minimums.reduce(0, +)
    guard least < total else {
      return minimums.map { $0 * total / max(least, 1) }
    }
    var widths = weights.map {
      sum > 0 ? max($0, 0) / sum * total : total / Double(weights.count)
    }
    let lack = zip(widths, minimums).reduce(0) { $0 + max(0, $1.1 - $1.0) }
    let slack = zip(widths, minimums).reduce(0) { $0 + max(0, $1.0 - $1.1) }
    guard lack > 0, slack > 0 else { return widths }
    for index in widths.indices {
      if widths[index] < minimums[index] {
        widths[index] = minimums[index]
      } else {
        widths[index] -= (widths[index] - minimums[index]) * lack / slack
      }
    }
    return widths
  }
}
