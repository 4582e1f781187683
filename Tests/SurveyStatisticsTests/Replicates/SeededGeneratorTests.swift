import Testing

@testable import SurveyStatistics

@Suite struct SeededGeneratorTests {
  @Test func `the generators give the published numbers`() {
    // SplitMix64 of seed 1234567 (rosettacode.org, from Vigna's splitmix64.c).
    var words = SplitMix64(state: 1_234_567)
    #expect(
      (0..<3).map { _ in words.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
    // xoshiro256** of state 1, 2, 3, 4 (Vigna's xoshiro256starstar.c, as tested by Rust's rand).
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    #expect(
      (0..<4).map { _ in generator.next() } == [
        11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240,
      ])
  }

  @Test func `bounded numbers are even and streams differ`() {
    var counts = [Int](repeating: 0, count: 7)
    var generator = SeededGenerator(seed: 1, stream: 2)
    for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
    // χ² with 6 degrees of freedom is below 22.5 in 99.9 of 100 seeds; this seed is one of them.
    let square = counts.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    #expect(square < 22.5)
    var other = SeededGenerator(seed: 1, stream: 3)
    var same = SeededGenerator(seed: 1, stream: 3)
    let first = other.next()
    #expect(first == same.next())
    #expect(first != generator.next())
  }
}
