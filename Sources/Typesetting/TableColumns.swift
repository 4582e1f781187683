/// The widths of a table's columns.
enum TableColumns {
  /// What a column wants.
  struct Wish {
    /// Share of what is left over.
    var weight: Double
    /// The room of what should not be broken.
    var minimum: Double
    /// The room in which no cell needs a second line.
    var natural: Double
    /// The mean room of its cells, which tells long text from a single long cell.
    var content: Double
  }

  /// Gives every column its minimum and shares out the rest by weight and content, but to no column
  /// more than it needs while another lacks room.
  ///
  /// Where all texts fit on one line, weights alone decide what is left over.
  static func widths(_ wishes: [Wish], total: Double) -> [Double] {
    let needed = wishes.reduce(0) { $0 + $1.natural }
    guard needed > total else {
      return widths(
        weights: wishes.map(\.weight), minimums: wishes.map(\.natural), total: total)
    }
    var widths = wishes.map(\.minimum)
    var left = total - widths.reduce(0, +)
    guard left > 0 else {
      return self.widths(weights: wishes.map(\.weight), minimums: widths, total: total)
    }
    // Both opinions count: the author's weight and what the cells hold.
    let rates = wishes.map { (max($0.weight, 0.01) * max($0.content, 1)).squareRoot() }
    var open = Array(wishes.indices)
    while left > 0.01, !open.isEmpty {
      let rate = open.reduce(0) { $0 + rates[$1] }
      let share = left / rate
      let full = open.filter { wishes[$0].natural - widths[$0] <= share * rates[$0] }
      if full.isEmpty {
        for index in open { widths[index] += share * rates[index] }
        break
      }
      for index in full {
        left -= wishes[index].natural - widths[index]
        widths[index] = wishes[index].natural
      }
      open.removeAll { full.contains($0) }
    }
    return widths
  }

  /// Moves room between columns for as long as that makes the table lower.
  ///
  /// Columns of figures keep what they have, so that two surveys stay equally wide.
  static func lowered(
    _ widths: [Double], _ wishes: [Wish], rows: [[[Double]]], gap: Double, isMovable: [Bool]
  ) -> [Double] {
    guard wishes.reduce(0, { $0 + $1.natural }) > widths.reduce(0, +), widths.count > 1 else {
      return widths
    }
    let movable = widths.indices.filter { isMovable[$0] }
    let rows = Array(rows.prefix(80))
    var best = widths
    var lowest = lines(of: rows, in: widths, gap: gap)
    for step in [24.0, 12, 6] {
      var isLower = true
      while isLower {
        isLower = false
        for giver in movable where best[giver] - step >= wishes[giver].minimum {
          for taker in movable where taker != giver {
            guard best[giver] - step >= wishes[giver].minimum else { break }
            var moved = best
            moved[giver] -= step
            moved[taker] += step
            let new = lines(of: rows, in: moved, gap: gap)
            if new < lowest {
              (best, lowest, isLower) = (moved, new, true)
            }
          }
        }
      }
    }
    return best
  }

  /// How many lines the rows take, nearly: `rows` holds the widths of the paragraphs of each cell,
  /// `gap` what a column takes beside its text.
  ///
  /// Where words end is not looked at: every line of several loses about half a word.
  static func lines(of rows: [[[Double]]], in widths: [Double], gap: Double) -> Int {
    rows.reduce(0) { sum, row in
      var most = 1
      for (cell, width) in zip(row, widths) {
        let room = max(width - gap, 1)
        let filled = max(room - 16, room * 0.6)
        let lines = cell.reduce(0) { $0 + ($1 <= room ? 1 : Int(($1 / filled).rounded(.up))) }
        most = max(most, lines)
      }
      return sum + most
    }
  }

  /// Shares out a width by weights, but gives every column its minimum, taken from those that have
  /// more than they need.
  ///
  /// Where even the minimums do not fit side by side, the widest columns give way first: words can
  /// be broken, and narrow columns hold numbers.
  static func widths(weights: [Double], minimums: [Double], total: Double) -> [Double] {
    let sum = weights.reduce(0) { $0 + max($1, 0) }
    guard !weights.isEmpty else { return [] }
    guard minimums.reduce(0, +) < total else { return squeezed(minimums, total: total) }
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

  /// No column wider than a common limit, which is as large as the total allows.
  private static func squeezed(_ minimums: [Double], total: Double) -> [Double] {
    var left = total
    var limit = 0.0
    for (index, minimum) in minimums.sorted().enumerated() {
      limit = left / Double(minimums.count - index)
      if minimum > limit { break }
      left -= minimum
    }
    return minimums.map { min($0, limit) }
  }
}
