internal import Glibc

/// Random numbers that are the same everywhere for the same seed: SplitMix64 (Steele, Lea and Flood
/// 2014).
///
/// Streams of one seed are told apart by numbers, so that each replicate has its own and results do
/// not depend on the order in which replicates are drawn.
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64
  private var spare: Double?

  /// The stream of a seed and of the numbers that tell it apart.
  package init(seed: UInt64, stream: UInt64...) {
    state = seed
    for number in stream {
      state = next() ^ (number &* 0xD1B5_4A32_D192_ED03)
    }
    state = next()
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number between 0 and 1.
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// A standard normal number, by Marsaglia's polar method.
  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let a = 2 * uniform() - 1
      let b = 2 * uniform() - 1
      let square = a * a + b * b
      guard square < 1, square > 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = b * factor
      return a * factor
    }
  }

  /// `count` different numbers of a range, in random order.
  mutating func sample(_ count: Int, of range: Range<Int>) -> [Int] {
    var numbers = Array(range)
    let count = min(count, numbers.count)
    for place in 0..<count {
      numbers.swapAt(place, Int.random(in: place..<numbers.count, using: &self))
    }
    return Array(numbers.prefix(count))
  }
}
