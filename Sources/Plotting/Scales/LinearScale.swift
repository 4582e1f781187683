#if canImport(Glibc)
  import Glibc
#endif

/// Maps numbers to points along a line.
package struct LinearScale: Sendable, Hashable {
  /// The numbers at the two ends.
  package var low: Double
  package var high: Double
  /// The points at the two ends.
  package var start: Double
  package var end: Double

  package init(low: Double, high: Double, start: Double, end: Double) {
    let bottom = low.isFinite ? low : 0
    self.low = bottom
    self.high = high.isFinite && high > bottom ? high : bottom + 1
    self.start = start
    self.end = end
  }

  /// Where a number stands.
  package func callAsFunction(_ value: Double) -> Double {
    start + (value - low) / (high - low) * (end - start)
  }

  /// Round numbers inside the scale, about `count` of them, at steps of 1, 2 or 5 times a power of
  /// ten.
  package func ticks(about count: Int) -> [Double] {
    let step = Self.roundStep(for: (high - low) / Double(max(count, 1)))
    // Beyond this the steps are lost in the rounding of the numbers themselves.
    guard abs(low / step) < 1e12, abs(high / step) < 1e12 else { return [] }
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { Double($0) * step }
  }

  /// The least 1, 2 or 5 times a power of ten that is not below `rough`.
  package static func roundStep(for rough: Double) -> Double {
    guard rough > 0, rough.isFinite else { return 1 }
    let power = pow(10, floor(log10(rough)))
    for factor in [1.0, 2, 5] where factor * power >= rough * (1 - 1e-9) { return factor * power }
    return 10 * power
  }

  /// A scale around zero that holds every value, with round ends.
  package static func aroundZero(_ values: [Double], start: Double, end: Double) -> LinearScale {
    let finite = values.filter(\.isFinite)
    let low = min(0, finite.min() ?? 0)
    let high = max(0, finite.max() ?? 0)
    let span = high - low > 0 ? high - low : 1
    let step = roundStep(for: span / 5)
    return LinearScale(
      low: min(-step, (low / step + 1e-9).rounded(.down) * step),
      high: max(step, (high / step - 1e-9).rounded(.up) * step), start: start, end: end)
  }
}
