import HypothesisTests
import ImpactStatistics
import Testing

/// Against R metafor 3.8: `rma(y, v, method =, test =)`; the calls are in impact.R.
@Suite struct PoolEffectsTests {
  private static let estimators: [(String, HeterogeneityEstimator)] = [
    ("REML", .reml), ("PM", .pauleMandel), ("DL", .derSimonianLaird),
  ]
  private static let intervals: [(String, PooledInterval)] = [
    ("z", .normal), ("knha", .hartungKnapp), ("adhoc", .hartungKnappAtLeastOne),
  ]

  private func effects(_ values: [Double], _ variances: [Double]) -> [PlaceEffect] {
    zip(values, variances).enumerated().map {
      PlaceEffect(place: "place \($0)", value: $1.0, variance: $1.1)
    }
  }

  @Test(arguments: ["bcg", "alike", "three", "unequal"])
  func `pooled effects equal metafor`(_ name: String) throws {
    let reference = try Reference.expected("impact")["pooling"][name]
    let places = effects(reference["y"].numbers, reference["v"].numbers)
    for (method, heterogeneity) in Self.estimators {
      for (test, interval) in Self.intervals {
        let expected = reference["fits"]["\(method) \(test)"]
        let pooled = try poolEffects(
          places, heterogeneity: heterogeneity, intervalMethod: interval)
        let label = "\(name) \(method) \(test)"
        func expect(_ actual: Double, _ key: String, _ tolerance: Double = 1e-9) {
          let wanted = expected[key].number
          #expect(agree(actual, wanted, tolerance), "\(label) \(key): \(actual), R \(wanted)")
        }
        expect(pooled.value, "value")
        expect(pooled.standardError, "se")
        expect(pooled.interval.low, "lo")
        expect(pooled.interval.high, "hi")
        expect(pooled.statistic, "statistic")
        expect(pooled.p, "p")
        expect(pooled.tauSquared, "tau2")
        expect(pooled.iSquared, "i2")
        expect(pooled.hSquared, "h2")
        expect(pooled.q, "q")
        expect(pooled.qP, "qp")
        expect(pooled.varianceFactor, "s2w")
        expect(pooled.tauSquaredInterval.low, "tau2lo")
        expect(pooled.tauSquaredInterval.high, "tau2hi")
        for (actual, wanted) in zip(pooled.weights, expected["weights"].numbers) {
          #expect(agree(actual, wanted), "\(label) weights")
        }
        if let prediction = pooled.prediction {
          let wanted = expected["hts"].numbers
          #expect(agree(prediction.low, wanted[0]) && agree(prediction.high, wanted[1]))
        } else {
          #expect(pooled.noPrediction == .tooFewPlaces(count: places.count, minimum: 5))
          #expect(places.count < 5)
        }
        #expect(agree(pooled.fixed.value, reference["fixed"]["value"].number))
        #expect(agree(pooled.fixed.standardError, reference["fixed"]["se"].number))
        #expect(agree(pooled.fixed.interval.low, reference["fixed"]["lo"].number))
        #expect(agree(pooled.fixed.interval.high, reference["fixed"]["hi"].number))
      }
    }
  }

  @Test func `prediction has k - 2 degrees of freedom where metafor has k - 1`() throws {
    let reference = try Reference.expected("impact")["pooling"]["bcg"]
    let pooled = try poolEffects(effects(reference["y"].numbers, reference["v"].numbers))
    let prediction = try #require(pooled.prediction)
    let theirs = reference["fits"]["REML adhoc"]["metafor_prediction"].numbers
    #expect((prediction.low + 2.009057650371).magnitude < 1e-11)
    #expect((prediction.high - 0.579992966055).magnitude < 1e-11)
    #expect((theirs[0] + 1.996016834196).magnitude < 1e-11)
    #expect((theirs[1] - 0.566952149880).magnitude < 1e-11)
  }

  private func width(_ interval: ConfidenceInterval) -> Double { interval.high - interval.low }

  @Test func `the modified Hartung-Knapp interval is never narrower than the fixed effect`()
    throws
  {
    let places = effects([0.51, 0.49, 0.5, 0.52, 0.48], [0.04, 0.05, 0.03, 0.06, 0.05])
    let plain = try poolEffects(places, intervalMethod: .hartungKnapp)
    let modified = try poolEffects(places)
    #expect(width(plain.interval) < width(plain.fixed.interval))
    #expect(width(modified.interval) > width(modified.fixed.interval))
    #expect(modified.varianceFactor == 1)
    // In small worlds: every choice of three values and three variances from a few.
    let values = [0.0, 0.1, 2]
    let variances = [0.01, 4]
    for index in 0..<(27 * 8) {
      let y = [values[index % 3], values[index / 3 % 3], values[index / 9 % 3]]
      let v = [
        variances[index / 27 % 2], variances[index / 54 % 2], variances[index / 108 % 2],
      ]
      for (_, heterogeneity) in Self.estimators {
        let pooled = try poolEffects(effects(y, v), heterogeneity: heterogeneity)
        #expect(width(pooled.interval) >= width(pooled.fixed.interval), "\(y) \(v)")
        #expect(pooled.tauSquared >= 0 && pooled.p >= 0 && pooled.p <= 1)
      }
    }
  }

  @Test func `the unit and the origin of an effect do not matter`() throws {
    let reference = try Reference.expected("impact")["pooling"]["unequal"]
    let y = reference["y"].numbers
    let v = reference["v"].numbers
    for (_, heterogeneity) in Self.estimators {
      let plain = try poolEffects(effects(y, v), heterogeneity: heterogeneity)
      let moved = try poolEffects(
        effects(y.map { 100 * $0 + 3 }, v.map { 1e4 * $0 }), heterogeneity: heterogeneity)
      #expect(agree(moved.value, 100 * plain.value + 3))
      #expect(agree(moved.tauSquared, 1e4 * plain.tauSquared))
      #expect(agree(moved.standardError, 100 * plain.standardError))
      #expect(agree(moved.iSquared, plain.iSquared))
    }
  }

  @Test func `equal variances make all three estimators the sample variance less theirs`() throws {
    // For equal v each equation is s² = v + τ².
    let places = effects([1, 4, 2, 8], [2, 2, 2, 2])
    for (_, heterogeneity) in Self.estimators {
      let pooled = try poolEffects(places, heterogeneity: heterogeneity)
      #expect(agree(pooled.value, 3.75))
      #expect(agree(pooled.tauSquared, 115.0 / 12 - 2))
    }
  }

  @Test func `the restricted likelihood is searched for its largest maximum`() throws {
    // τ² of the solution is compared with a dense search, for effects that are far apart and whose
    // variances differ by many powers of ten.
    let y = [0.0, 1, 1.001, 30, -2]
    let v = [1e-6, 1e-8, 1e-8, 100, 9]
    let fit = try poolEffects(effects(y, v))
    func likelihood(_ t: Double) -> Double {
      let w = v.map { 1 / ($0 + t) }
      let sum = w.reduce(0, +)
      let mean = zip(w, y).reduce(0) { $0 + $1.0 * $1.1 } / sum
      var product = sum
      for weight in w { product /= weight }
      let spread = zip(w, y).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
      // exp of minus twice the log-likelihood, free of logarithms.
      return product * exponential(spread)
    }
    let best = likelihood(fit.tauSquared)
    var t = 1e-9
    while t < 1e3 {
      #expect(best <= likelihood(t) * (1 + 1e-9), "τ² \(t) is better than \(fit.tauSquared)")
      t *= 1.3
    }
  }

  /// eˣ by halving, so that the test needs no library.
  private func exponential(_ x: Double) -> Double {
    guard x > 1e-4 else { return 1 + x + x * x / 2 + x * x * x / 6 }
    let half = exponential(x / 2)
    return half * half
  }

  @Test func `too few places are not pooled`() {
    for count in 0..<3 {
      #expect(throws: ImpactError.tooFewPlaces(count: count, minimum: 3)) {
        try poolEffects(
          (0..<count).map { PlaceEffect(place: "\($0)", value: 1, variance: 1) })
      }
    }
  }

  @Test func `bad input is named`() {
    func pooled(_ value: Double, _ variance: Double, _ place: String = "Hapsal") throws {
      _ = try poolEffects([
        PlaceEffect(place: "Rauma", value: 1, variance: 1),
        PlaceEffect(place: "Visby", value: 2, variance: 1),
        PlaceEffect(place: place, value: value, variance: variance),
      ])
    }
    #expect(throws: ImpactError.invalidVariance(0, place: "Hapsal")) { try pooled(1, 0) }
    #expect(throws: ImpactError.invalidVariance(-1, place: "Hapsal")) { try pooled(1, -1) }
    #expect(throws: ImpactError.invalidVariance(.infinity, place: "Hapsal")) {
      try pooled(1, .infinity)
    }
    #expect(throws: ImpactError.self) { try pooled(1, .nan) }
    #expect(throws: ImpactError.notFinite(what: "the effect", place: "Hapsal")) {
      try pooled(.nan, 1)
    }
    #expect(throws: ImpactError.repeatedPlace("Visby")) { try pooled(1, 1, "Visby") }
    #expect(throws: ImpactError.outOfRange(what: "effects")) { try pooled(1e200, 1) }
    #expect(throws: ImpactError.outOfRange(what: "effects")) {
      try pooled(1, .leastNonzeroMagnitude)
    }
    #expect(throws: ImpactError.outOfRange(what: "effects")) { try pooled(1, 1e-180) }
    #expect(throws: ImpactError.invalidLevel(1)) {
      try poolEffects([], level: 1)
    }
    #expect(throws: ImpactError.allAlike(what: "effects")) {
      try poolEffects(effects([1, 1, 1], [1, 2, 3]), intervalMethod: .hartungKnapp)
    }
    #expect(ImpactError.invalidVariance(0, place: "Hapsal").description.hasPrefix("Hapsal: "))
  }
}
