import Aggregation
import SurveyStatistics
import Testing

/// Intervals of change for the three relations of waves, drawn again and again from a known town of
/// which 45 % are sampled: at such fractions a wrong covariance or population correction shows.
@Suite struct CoverageSimulationTests {
  /// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }
  }

  /// Everyone of a town before and after: 400 persons in 40 blocks, scores and yes/no answers.
  struct Town {
    static let size = 400
    static let blocks = 40
    var scores: [[Double]] = [[], []]
    var answers: [[Double]] = [[], []]
    let block = (0..<size).map { Int32($0 / (size / blocks)) }

    init(change: Double, random: inout Random) {
      let effects = (0..<Self.blocks).map { _ in random.normal() * 0.5 }
      for person in 0..<Self.size {
        let base = 5 + effects[Int(block[person])] + random.normal() * 1.5
        for wave in 0...1 {
          let score = base + random.normal() + (wave == 1 ? change : 0)
          scores[wave].append(score)
          answers[wave].append(score >= 5.5 ? 1 : 0)
        }
      }
    }

    func truth(_ values: [[Double]]) -> Double {
      (values[1].reduce(0, +) - values[0].reduce(0, +)) / Double(Self.size)
    }
  }

  struct Coverage {
    var mean = 0
    var share = 0
    var draws = 0
    var meanRate: Double { Double(mean) / Double(draws) }
    var shareRate: Double { Double(share) / Double(draws) }

    mutating func count(
      _ town: Town, before: [Int], after: [Int], relation: WaveRelation, clustered: Bool = false
    ) throws {
      let n = before.count + after.count
      let people = before + after
      let population = clustered ? Double(Town.blocks) : Double(Town.size)
      let design = try SurveyDesign(
        rowCount: n,
        weights: before.map { _ in Double(Town.size) / Double(before.count) }
          + after.map { _ in Double(Town.size) / Double(after.count) },
        stages: [
          .init(
            units: clustered ? people.map { town.block[$0] } : nil,
            population: [Double](repeating: population, count: n))
        ],
        waves: (0..<n).map { $0 < before.count ? 0 : 1 }, relation: relation,
        persons: relation == .linked ? people.map { Int32($0) } : [])
      let numbers = Numbers([
        ("score", before.map { town.scores[0][$0] } + after.map { town.scores[1][$0] }),
        ("yes", before.map { town.answers[0][$0] } + after.map { town.answers[1][$0] }),
      ])
      let estimator = try numbers.estimator(design)
      let truths = [town.truth(town.scores), town.truth(town.answers)]
      let kinds = [StatisticKind.mean, .share]
      for variable in 0...1 {
        let change = try estimator.change(
          variable, domain: 0, before: 0, after: 1, kind: kinds[variable])
        let interval = try #require(change.difference.interval)
        let covered = interval.low <= truths[variable] && truths[variable] <= interval.high
        if variable == 0 { mean += covered ? 1 : 0 } else { share += covered ? 1 : 0 }
      }
      draws += 1
    }
  }

  static let draws = 400
  static let sampled = 180

  private func simulate(
    _ relation: WaveRelation, change: Double, seed: UInt64, stacked: Bool = false
  ) throws -> Coverage {
    var random = Random(state: seed)
    let town = Town(change: change, random: &random)
    var coverage = Coverage()
    for _ in 0..<Self.draws {
      let order = (0..<Town.size).shuffled(using: &random)
      switch relation {
      case .fresh:
        let other = (0..<Town.size).shuffled(using: &random)
        try coverage.count(
          town, before: Array(order.prefix(Self.sampled)),
          after: Array(other.prefix(Self.sampled)), relation: stacked ? .shared : .fresh)
      case .linked:
        // Two in three are asked again, the rest of the second wave is new.
        let kept = order.prefix(120)
        let new = order[Self.sampled..<(2 * Self.sampled - 120)]
        try coverage.count(
          town, before: Array(order.prefix(Self.sampled)), after: Array(kept + new),
          relation: .linked)
      case .shared:
        // 18 of 40 blocks, everyone in them, both times.
        let blocks = Set((0..<Int32(Town.blocks)).shuffled(using: &random).prefix(18))
        let people = (0..<Town.size).filter { blocks.contains(town.block[$0]) }
        try coverage.count(
          town, before: people, after: people, relation: .shared, clustered: true)
      }
    }
    return coverage
  }

  @Test(arguments: [
    (WaveRelation.fresh, 0.0), (.fresh, 0.5), (.linked, 0), (.linked, 0.5), (.shared, 0),
    (.shared, 0.5),
  ])
  func `intervals of change cover the truth as often as they say`(
    _ relation: WaveRelation, _ change: Double
  ) throws {
    let coverage = try simulate(relation, change: change, seed: 20_260)
    #expect((0.93...0.975).contains(coverage.meanRate), "\(coverage)")
    #expect((0.93...0.985).contains(coverage.shareRate), "\(coverage)")
  }

  @Test func `fresh samples stacked as one design cover far too seldom`() throws {
    let coverage = try simulate(.fresh, change: 0.5, seed: 20_261, stacked: true)
    #expect(coverage.meanRate < 0.8, "\(coverage)")
  }
}
