/// A small random number generator that gives the same numbers on every machine.
///
/// xoshiro256** (Blackman and Vigna 2021), its state filled by SplitMix64 (Steele, Lea and Flood
/// 2014) from a seed and a stream number, so that streams of one seed can be drawn in any order.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator in a given state; at least one word must not be zero.
  init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// The generator of one stream of a seed.
  init(seed: UInt64, stream: UInt64 = 0) {
    var words = SplitMix64(state: seed)
    var own = SplitMix64(state: words.next() ^ (stream &* 0xD1B5_4A32_D192_ED03))
    state = (own.next(), own.next(), own.next(), own.next())
  }

  mutating func next() -> UInt64 {
    let scrambled = Self.rotated(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotated(state.3, 45)
    return scrambled
  }

  /// A number of 0..<bound, each as likely (Lemire 2019).
  mutating func below(_ bound: Int) -> Int {
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let least = (0 &- range) % range
      while product.low < least { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  private static func rotated(_ word: UInt64, _ by: UInt64) -> UInt64 {
    word << by | word >> (64 - by)
  }
}

/// A generator of 64 bits of state, used to fill the state of another.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(state: UInt64) { self.state = state }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
