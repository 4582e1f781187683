// Scoring kernels: one pass a column, no allocation, no branch on missing reasons.

/// Adds the number of each code to a row's sum and counts it where it is an answer.
///
/// `addends` has 256 numbers (0 where a code is missing) and `present` 256 ones and zeros.
package func addCodes(
  _ codes: Span<UInt8>, addends: Span<Double>, present: Span<UInt16>,
  sums: inout MutableSpan<Double>, answered: inout MutableSpan<UInt16>
) {
  precondition(addends.count == 256 && present.count == 256)
  precondition(sums.count == codes.count && answered.count == codes.count)
  for row in 0..<codes.count {
    let code = Int(codes[unchecked: row])
    sums[unchecked: row] += addends[unchecked: code]
    answered[unchecked: row] &+= present[unchecked: code]
  }
}

/// Adds a real column to the rows' sums where it is present and finite.
package func addReals(
  _ values: Span<Double>, missing: Span<UInt8>, countingPositive: Bool,
  sums: inout MutableSpan<Double>, answered: inout MutableSpan<UInt16>
) {
  precondition(missing.count == values.count)
  precondition(sums.count == values.count && answered.count == values.count)
  for row in 0..<values.count {
    let value = values[unchecked: row]
    guard missing[unchecked: row] == 0, value.isFinite else { continue }
    sums[unchecked: row] += countingPositive ? (value > 0 ? 1 : 0) : value
    answered[unchecked: row] &+= 1
  }
}

/// Turns sums into means, NaN where fewer than `least` answers are summed.
package func meanScores(
  _ sums: inout MutableSpan<Double>, answered: Span<UInt16>, least: UInt16
) {
  precondition(sums.count == answered.count)
  for row in 0..<sums.count {
    let count = answered[unchecked: row]
    let mean = sums[unchecked: row] / Double(count)
    sums[unchecked: row] = count >= least ? mean : .nan
  }
}

/// Adds what a row weighs, its answers and their products to its cell.
///
/// The sums of a cell are n, Σw, Σwy, Σwy² and, where `width` is 7, Σw², Σw²y, Σw²y². A score of
/// NaN is no answer.
package func addMoments(
  scores: Span<Double>, weights: Span<Double>, cells: Span<Int32>, centre: Double, width: Int,
  sums: inout MutableSpan<Double>
) {
  precondition(width == 4 || width == 7)
  precondition(weights.count == scores.count && cells.count == scores.count)
  for row in 0..<scores.count {
    let score = scores[unchecked: row]
    guard score == score else { continue }
    let y = score - centre
    let w = weights[unchecked: row]
    let at = Int(cells[unchecked: row]) * width
    let wy = w * y
    sums[at] += 1
    sums[at + 1] += w
    sums[at + 2] += wy
    sums[at + 3] += wy * y
    if width == 7 {
      sums[at + 4] += w * w
      sums[at + 5] += w * wy
      sums[at + 6] += wy * wy
    }
  }
}
