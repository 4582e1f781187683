/// Random draws that depend only on the seed and on what they are drawn for.
///
/// Every draw has a key such as `granvik/17/belong/after`; adding a question or a town leaves all
/// other answers as they were. Only integer steps and IEEE additions and products are used, so that
/// every machine gives the same numbers. Generator: SplitMix64 (Steele, Lea and Flood 2014).
struct Draws {
  private var state: UInt64

  init(seed: UInt64, _ key: String) {
    // FNV-1a turns the key into a place in the sequence.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    state = hash
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in 0..<1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number in 0..<limit.
  mutating func below(_ limit: Int) -> Int { min(limit - 1, Int(uniform() * Double(limit))) }

  /// Nearly normal with mean 0 and variance 1: the sum of twelve uniform numbers less six.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }

  /// An index drawn with the given weights.
  mutating func index(weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.count - 1
  }
}
