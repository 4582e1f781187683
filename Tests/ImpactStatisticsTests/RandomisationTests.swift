import HypothesisTests
import ImpactStatistics
import Testing

/// Against all assignments listed in R by `combn`; the code is in impact.R.
@Suite struct RandomisationTests {
  private func places(
    _ changes: [Double], _ treated: [Double], _ weights: [Double]? = nil
  ) -> [PlaceChange] {
    changes.indices.map {
      PlaceChange(
        place: "place \($0)", isTreated: treated[$0] == 1, change: changes[$0],
        weight: weights?[$0] ?? 1)
    }
  }

  @Test(arguments: [
    "five_of_eight", "weak", "weighted", "one_of_four", "one_of_four_70", "half",
  ])
  func `p and interval equal the list of all assignments`(_ name: String) throws {
    let expected = try Reference.expected("impact")["randomisation"][name]
    let test = try testByRandomisation(
      places(expected["y"].numbers, expected["d"].numbers, expected["w"].numbers),
      level: expected["level"].number)
    #expect(agree(test.value, expected["value"].number))
    #expect(agree(test.standardError, expected["se"].number))
    #expect(agree(test.statistic, expected["t"].number))
    #expect(test.p == expected["p"].number)
    #expect(test.assignments == .all(Int(expected["assignments"].number)))
    let low = expected["lo"].number
    let high = expected["hi"].number
    if low.isNaN {
      #expect(test.interval == nil && test.noInterval != nil)
    } else {
      // R's ends come from bisecting p itself, whose steps are placed to about 1e-12 of the values.
      let interval = try #require(test.interval)
      #expect((interval.low - low).magnitude < 1e-9, "\(interval.low), R \(low)")
      #expect((interval.high - high).magnitude < 1e-9, "\(interval.high), R \(high)")
    }
  }

  @Test func `the statistic is Welch's t`() throws {
    let welch = try Reference.expected("impact")["randomisation"]["welch"]
    let test = try testByRandomisation(
      places([4.1, 5.3, 3.2, 6.4, 4.9, 1.2, -0.3, 0.8], [1, 1, 1, 1, 1, 0, 0, 0]))
    #expect(agree(test.statistic, welch["t"].number))
    #expect(agree(test.standardError, welch["se"].number))
  }

  @Test func `the smallest attainable p is printed`() throws {
    let five = try testByRandomisation(
      places([4.1, 5.3, 3.2, 6.4, 4.9, 1.2, -0.3, 0.8], [1, 1, 1, 1, 1, 0, 0, 0]))
    #expect(five.smallestP == 1.0 / 56)
    #expect(five.p == 1.0 / 56)
    #expect(
      five.cautions.map(\.description).contains {
        $0.hasSuffix("the smallest p-value that can come out is 1/56.")
      })
    #expect(five.cautions.contains(.placesWereChosen))
    #expect(five.cautions.contains(.fewTreated(treated: 5, places: 8)))
    let one = try testByRandomisation(places([3.5, 0.4, -0.2, 0.9], [1, 0, 0, 0]))
    #expect(one.smallestP == 0.25)
    #expect(one.p == 0.25)
    #expect(one.noInterval == .everyEffectPossible(smallestP: 0.25, level: 0.95))
    #expect(one.cautions.contains(.singlePlace(group: "treated places")))
    #expect(one.cautions.contains(.smallestP(treated: 1, places: 4, ways: 1, of: 4)))
    // Exchanging equal halves only turns the sign.
    let half = try testByRandomisation(
      places([9, 8, 9.5, 8.5, 1, 0, 1.5, 0.5], [1, 1, 1, 1, 0, 0, 0, 0]))
    #expect(half.smallestP == 2.0 / 70)
    #expect(half.p == 2.0 / 70)
  }

  /// Every place has the same chance to be treated, so over all assignments the test must reject a
  /// true null at most as often as its level, and the interval must cover the truth.
  @Test(arguments: [(7, 3), (6, 3), (6, 1), (6, 5)])
  func `over all assignments the test keeps its level and the interval covers`(
    _ count: Int, _ treated: Int
  ) throws {
    let untreated = [0.3, -1.1, 2.4, 0.9, 5.7, -0.2, 1.3, 0.05]
    let weights = [1.0, 2, 1, 4, 1, 3, 1, 2]
    let effect = 1.7
    for weighted in [false, true] {
      for level in [0.95, 0.7] {
        var assignments = 0
        var rejected = 0
        var missed = 0
        for mask in 0..<(1 << count) where mask.nonzeroBitCount == treated {
          let d = (0..<count).map { mask >> $0 & 1 == 1 ? 1.0 : 0 }
          let test = try testByRandomisation(
            places(
              (0..<count).map { untreated[$0] + effect * d[$0] }, d, weighted ? weights : nil),
            level: level)
          let null = try testByRandomisation(
            places(Array(untreated[..<count]), d, weighted ? weights : nil), level: level)
          assignments += 1
          if null.p <= 1 - level + 1e-12 { rejected += 1 }
          if let interval = test.interval {
            if !interval.contains(effect) { missed += 1 }
            // Shifted by the effect, the two are the same test.
            let shifted = try #require(null.interval)
            #expect((interval.low - shifted.low - effect).magnitude < 1e-9)
            #expect((interval.high - shifted.high - effect).magnitude < 1e-9)
            if test.p > 1 - level { #expect(interval.contains(0)) }
            #expect(interval.contains(test.value))
          }
        }
        let limit = (1 - level) * Double(assignments) + 1e-9
        #expect(Double(rejected) <= limit, "\(rejected) of \(assignments)")
        #expect(Double(missed) <= limit, "\(missed) of \(assignments)")
      }
    }
  }

  @Test func `just inside the interval an effect is not rejected, just outside it is`() throws {
    let changes = [1.9, -0.4, 2.2, 0.7, 1.1, 0.6, 1.4, -0.2]
    let treated = [1.0, 1, 1, 1, 1, 0, 0, 0]
    let interval = try #require(try testByRandomisation(places(changes, treated)).interval)
    func p(_ effect: Double) throws -> Double {
      try testByRandomisation(
        places(zip(changes, treated).map { $0 - effect * $1 }, treated)
      ).p
    }
    for (end, outward) in [(interval.low, -1.0), (interval.high, 1.0)] {
      #expect(try p(end - outward * 1e-6) > 0.05)
      #expect(try p(end + outward * 1e-6) <= 0.05)
      #expect(try p(end + outward * 100) <= 0.05)
    }
  }

  @Test func `many assignments are drawn by a seed, the same each time`() throws {
    let treated: [Double] = [1, 1, 1, 1] + [Double](repeating: 0, count: 12)
    var changes: [Double] = []
    for (index, isTreated) in treated.enumerated() {
      changes.append(Double(index * 7 % 11) / 3 + isTreated)
    }
    let all = try testByRandomisation(places(changes, treated))
    let drawn = try testByRandomisation(
      places(changes, treated), maximumAssignments: 1000, draws: 999, seed: 7)
    let again = try testByRandomisation(
      places(changes, treated), maximumAssignments: 1000, draws: 999, seed: 7)
    #expect(all.assignments == .all(1820))
    #expect(drawn == again)
    #expect(drawn.assignments == .drawn(999, seed: 7, of: 1820))
    #expect(drawn.smallestP == 0.001)
    let deviation: Double = (all.p * (1 - all.p) / 999).squareRoot()
    #expect((drawn.p - all.p).magnitude < 3 * deviation + 0.002)
    #expect(drawn.cautions.contains(.assignmentsDrawn(draws: 999, of: 1820)))
  }

  @Test func `groups without spread have no interval`() throws {
    let test = try testByRandomisation(places([1, 1, 1, 0, 0], [1, 1, 1, 0, 0]))
    #expect(test.p == 0.1)
    #expect(test.statistic == .infinity)
    #expect(test.standardError == 0)
    #expect(test.interval == nil)
    #expect(test.noInterval == .noSpreadWithinGroups)
  }

  @Test func `bad input is named`() {
    #expect(throws: ImpactError.noTreated) {
      try testByRandomisation(places([1, 2, 3], [0, 0, 0]))
    }
    #expect(throws: ImpactError.noComparison) {
      try testByRandomisation(places([1, 2, 3], [1, 1, 1]))
    }
    #expect(throws: ImpactError.noTreated) { try testByRandomisation([]) }
    #expect(throws: ImpactError.noComparison) { try testByRandomisation(places([1], [1])) }
    #expect(throws: ImpactError.tooFewPlaces(count: 2, minimum: 3)) {
      try testByRandomisation(places([1, 2], [1, 0]))
    }
    #expect(throws: ImpactError.allAlike(what: "changes")) {
      try testByRandomisation(places([2, 2, 2], [1, 0, 0]))
    }
    #expect(throws: ImpactError.notFinite(what: "the change", place: "place 1")) {
      try testByRandomisation(places([2, .nan, 2], [1, 0, 0]))
    }
    for weight in [0, -1, .infinity] {
      #expect(throws: ImpactError.invalidWeight(weight, place: "place 2")) {
        try testByRandomisation(places([2, 1, 3], [1, 0, 0], [1, 1, weight]))
      }
    }
    #expect(throws: ImpactError.repeatedPlace("A")) {
      try testByRandomisation([
        PlaceChange(place: "A", isTreated: true, change: 1),
        PlaceChange(place: "A", isTreated: false, change: 2),
      ])
    }
    #expect(throws: ImpactError.outOfRange(what: "changes")) {
      try testByRandomisation(places([1e200, -1e200, 3, 4], [1, 1, 0, 0]))
    }
    #expect(throws: ImpactError.outOfRange(what: "weights of places")) {
      try testByRandomisation(places([2, 1, 3], [1, 0, 0], [1, 1, 1e-20]))
    }
    #expect(throws: ImpactError.tooFewDraws(0)) {
      try testByRandomisation(places([1, 2, 3], [1, 0, 0]), draws: 0)
    }
    #expect(throws: ImpactError.invalidLevel(0)) {
      try testByRandomisation(places([1, 2, 3], [1, 0, 0]), level: 0)
    }
  }

  @Test func `few places are exchanged, many are clusters, and the reason is given`() throws {
    let few = try defaultMethod(treated: 4, comparison: 40)
    #expect(few.method == .randomisationInference)
    #expect(few.description.contains("4 of 44 places took part"))
    let fewOthers = try defaultMethod(treated: 40, comparison: 3)
    #expect(fewOthers.method == .randomisationInference)
    #expect(fewOthers.description.contains("only 3 places did not take part"))
    #expect(try defaultMethod(treated: 10, comparison: 10).method == .clusterRobust)
    #expect(throws: ImpactError.noTreated) { try defaultMethod(treated: 0, comparison: 1) }
    #expect(throws: ImpactError.noComparison) { try defaultMethod(treated: 1, comparison: 0) }
  }
}
