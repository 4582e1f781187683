import SurveyStatistics
import Testing

/// Expected values: R `power.t.test` and `power.prop.test`, in `power.json` and `classical.json`
/// (with `tol = 1e-12` where R searches).
@Suite struct PlanningTests {
  private func textbook(
    _ quantity: SurveyPlan.Quantity, level: Double = 0.95, power: Double = 0.8,
    isOneSided: Bool = false, strict: Bool = false
  ) throws -> SurveyPlan {
    try SurveyPlan(
      quantity, field: FieldConditions(),
      test: PlannedTest(
        level: level, power: power, isOneSided: isOneSided, countsWrongSide: strict))
  }

  @Test func `power, size and difference of t tests equal power.t.test`() throws {
    let r = try Reference.expected("power")
    let two = try TTestPower(.twoSample, test: PlannedTest())
    #expect(agree(try two.power(count: 20, difference: 1), r["t_power"]["power"].number))
    let ninety = try TTestPower(.twoSample, test: PlannedTest(power: 0.9))
    #expect(agree(try ninety.count(difference: 0.3), r["t_n"]["n"].number))
    #expect(agree(try two.difference(count: 200), r["t_delta"]["delta"].number))
    let paired = try TTestPower(.paired, test: PlannedTest())
    #expect(agree(try paired.power(count: 50, difference: 0.4), r["t_paired"]["power"].number))
    #expect(agree(try paired.count(difference: 0.2), r["t_paired_n"]["n"].number))
    let one = try TTestPower(.oneSample, test: PlannedTest(isOneSided: true))
    #expect(agree(try one.power(count: 50, difference: 0.4), r["t_one"]["power"].number))
    let strict = try TTestPower(.twoSample, test: PlannedTest(countsWrongSide: true))
    #expect(agree(try strict.power(count: 10, difference: 0.2), r["t_strict"]["power"].number))

    let more = try Reference.expected("classical")["power_t"].items
    func value(_ index: Int, _ name: String) -> Double { more[index][name].number }
    #expect(agree(try two.power(count: 12, difference: 0.8), value(0, "power")))
    let narrow = try TTestPower(.twoSample, standardDeviation: 0.9, test: PlannedTest())
    #expect(agree(try narrow.power(count: 300, difference: 0.1), value(1, "power")))
    #expect(agree(try two.power(count: 40, difference: -0.4), value(2, "power")))
    #expect(agree(try one.power(count: 25, difference: 0.5), value(3, "power")))
    let pairs = try TTestPower(.paired, test: PlannedTest(countsWrongSide: true))
    #expect(agree(try pairs.power(count: 3, difference: 2), value(4, "power")))
    #expect(agree(try two.count(difference: 0.5), value(5, "n")))
    #expect(agree(try ninety.count(difference: 1), value(6, "n")))
    #expect(agree(try paired.count(difference: 0.3), value(7, "n")))
    let sure = try TTestPower(
      .twoSample, test: PlannedTest(level: 0.99, power: 0.95, isOneSided: true))
    #expect(agree(try sure.count(difference: 0.2), value(8, "n")))
    #expect(agree(try two.difference(count: 15), value(9, "delta")))
  }

  @Test func `power, size and second share of shares equal power.prop.test`() throws {
    let r = try Reference.expected("power")
    let half = try textbook(.share(0.5))
    #expect(agree(try half.power(toDetect: 0.25, respondents: 50), r["p_power"]["power"].number))
    let ninety = try textbook(.share(0.5), power: 0.9).sampleSize(toDetect: 0.25)
    #expect(agree(ninety.steps[0].people, r["p_n"]["n"].number))
    #expect(ninety.respondents == 77)
    let rise = try #require(try half.detectableChange(respondents: 400).rise)
    #expect(agree(0.5 + rise, r["p_p2"]["p2"].number))
    let strict = try textbook(.share(0.5), strict: true)
    #expect(agree(try strict.power(toDetect: 0.1, respondents: 50), r["p_strict"]["power"].number))
    let one = try textbook(.share(0.3), isOneSided: true)
    #expect(agree(try one.power(toDetect: 0.1, respondents: 150), r["p_one"]["power"].number))

    let more = try Reference.expected("classical")["power_prop"].items
    let sixty = try textbook(.share(0.6))
    #expect(agree(try sixty.power(toDetect: 0.1, respondents: 300), more[0]["power"].number))
    #expect(agree(try sixty.power(toDetect: -0.1, respondents: 300), more[1]["power"].number))
    let published = try textbook(.share(0.61)).sampleSize(toDetect: 0.05)
    #expect(agree(published.steps[0].people, more[2]["n"].number))
    #expect(published.respondents == 1_455)
    let fall = try textbook(.share(0.1), power: 0.9, isOneSided: true)
    #expect(agree(try fall.sampleSize(toDetect: -0.05).steps[0].people, more[3]["n"].number))
    let third = try #require(try textbook(.share(0.3)).detectableChange(respondents: 200).rise)
    #expect(agree(0.3 + third, more[4]["p2"].number))
  }

  @Test func `a plan of means is the t test of its two samples, or of its pairs`() throws {
    for (overlap, correlation) in [(0.0, 0.0), (1, 0.6), (1, 0)] {
      let plan = try SurveyPlan(
        .mean(standardDeviation: 2.3),
        field: FieldConditions(overlap: overlap, correlation: correlation), test: PlannedTest())
      let t = try TTestPower(
        overlap == 0 ? .twoSample : .paired,
        standardDeviation: overlap == 0 ? 2.3 : 2.3 * (2 * (1 - correlation)).squareRoot(),
        test: PlannedTest())
      let size = try plan.sampleSize(toDetect: 0.4)
      #expect(agree(size.steps[overlap == 0 ? 0 : 1].people, try t.count(difference: 0.4)))
      let power = try plan.power(toDetect: -0.4, respondents: 250)
      #expect(agree(power, try t.power(count: 250, difference: 0.4)))
      let change = try plan.detectableChange(respondents: 250)
      #expect(change.rise == change.fall)
      #expect(agree(try #require(change.rise), try t.difference(count: 250)))
    }
  }

  @Test func `published figures of a typical town come out`() throws {
    // The plain formula (z.975 + z.8) · √(2 p q deff / n): 13.0 points at .5, 12.7 at .61, and 7.7
    // of n 1 000 with deff 1.5; with the share after the change and the pooled null share, as
    // power.prop.test has it, a rise needs 12.9, 12.2 and 7.6.
    let factor = 2.801585218
    func plan(_ p: Double, _ deff: Double) throws -> SurveyPlan {
      try SurveyPlan(
        .share(p), field: FieldConditions(designEffect: deff), test: PlannedTest())
    }
    for (p, deff, n, plain, exact) in [
      (0.5, 1.3, 300, 0.130, 0.12898727), (0.61, 1.3, 300, 0.127, 0.12221999),
      (0.5, 1.5, 1_000, 0.077, 0.07643251),
    ] {
      let town = try plan(p, deff)
      #expect(abs(factor * (try town.standardErrorOfChange(respondents: n)) - plain) < 5e-4)
      let rise = try #require(try town.detectableChange(respondents: n).rise)
      // R: power.prop.test(n = n / deff, p1 = p, power = .8)$p2 - p, to 8 digits.
      #expect(abs(rise - exact) < 1e-8, "\(rise)")
    }
    // A scale of 0 to 10, SD 2.3, n 300, deff 1.3: .60 points; the same people with r .6: .38.
    func scale(_ overlap: Double) throws -> Double {
      let plan = try SurveyPlan(
        .mean(standardDeviation: 2.3),
        field: FieldConditions(designEffect: 1.3, overlap: overlap, correlation: 0.6),
        test: PlannedTest())
      return try #require(try plan.detectableChange(respondents: 300).rise)
    }
    #expect(abs(try scale(0) - 0.60) < 5e-3)
    #expect(abs(try scale(1) - 0.38) < 5e-3)
    #expect(try scale(0.5) < scale(0) && scale(1) < scale(0.5))
  }

  @Test func `steps multiply by the design effect and shrink by n over 1 plus n over N`() throws {
    for quantity in [SurveyPlan.Quantity.share(0.6), .mean(standardDeviation: 2.3)] {
      let plan = try SurveyPlan(
        quantity,
        field: FieldConditions(designEffect: 1.3, population: 5_000, responseRate: 0.35),
        test: PlannedTest())
      for size in [
        try plan.sampleSize(toDetect: 0.1), try plan.sampleSize(margin: 0.05),
        try plan.sampleSize(changeMargin: 0.07),
      ] {
        let people = size.steps.map(\.people)
        #expect(
          size.steps.map(\.reason) == [
            .simpleRandomSample, .designEffect, .finitePopulation, .respondents, .invitations,
          ])
        #expect(agree(people[1], 1.3 * people[0]))
        #expect(agree(people[2], people[1] / (1 + people[1] / 5_000)))
        #expect(people[3] == people[2].rounded(.up) && size.respondents == Int(people[3]))
        #expect(people[4] == (people[3] / 0.35).rounded(.up))
        #expect(size.isAttainable == (people[4] <= 5_000))
      }
    }
  }

  @Test func `a panel in a small town gains by its overlap alone`() throws {
    // V(Δ) = 2S²/n · ((1 − f) − ρ(λ − f)): with everybody overlapping it is (1 − ρ)(1 − f).
    let field = try FieldConditions(population: 1_000, overlap: 1, correlation: 0.6)
    let plan = try SurveyPlan(.share(0.5), field: field, test: PlannedTest())
    let error = try plan.standardErrorOfChange(respondents: 300)
    #expect(agree(error * error, 2 * 0.25 / 300 * 0.4 * 0.7))
    // Samples drawn afresh share n/N by chance, which is what independence means there.
    let fresh = try SurveyPlan(
      .share(0.5), field: FieldConditions(population: 1_000, overlap: 0.3, correlation: 0.6),
      test: PlannedTest())
    let independent = try SurveyPlan(
      .share(0.5), field: FieldConditions(population: 1_000), test: PlannedTest())
    #expect(
      agree(
        try fresh.standardErrorOfChange(respondents: 300),
        try independent.standardErrorOfChange(respondents: 300)))
  }

  @Test func `the margin of 5 points takes 385 people, and 357 of a town of 5 000`() throws {
    // Cochran's textbook figures: 1.96² · .25 / .05² = 384.1; 384.1/(1 + 384.1/5000) = 356.7.
    let plan = try textbook(.share(0.5))
    let size = try plan.sampleSize(margin: 0.05)
    #expect(agree(size.steps[0].people, 384.14588206941, 1e-10) && size.respondents == 385)
    #expect(try plan.marginOfError(respondents: 385) <= 0.05)
    #expect(try plan.marginOfError(respondents: 384) > 0.05)
    let town = try SurveyPlan(
      .share(0.5), field: FieldConditions(population: 5_000), test: PlannedTest())
    #expect(try town.sampleSize(margin: 0.05).respondents == 357)
    // R: qt(.975, 24) * 2.3 / 5 = .9493929
    let mean = try textbook(.mean(standardDeviation: 2.3))
    #expect(agree(try mean.marginOfError(respondents: 25), 0.94939, 1e-5))
    #expect(try mean.sampleSize(margin: 0.949395).respondents == 25)
  }

  @Test func `size, power and change answer each other`() throws {
    let fields = [
      try FieldConditions(), try FieldConditions(designEffect: 1.7, population: 3_000),
      try FieldConditions(designEffect: 0.8, overlap: 0.4, correlation: 0.6),
      try FieldConditions(population: 900, overlap: 1, correlation: -0.3),
    ]
    for field in fields {
      for quantity in [SurveyPlan.Quantity.share(0.35), .mean(standardDeviation: 1.1)] {
        for oneSided in [false, true] {
          let plan = try SurveyPlan(
            quantity, field: field, test: PlannedTest(power: 0.85, isOneSided: oneSided))
          for change in [0.04, -0.08, 0.2] {
            let n = try plan.sampleSize(toDetect: change).respondents
            #expect(try plan.power(toDetect: change, respondents: n) >= 0.85 - 1e-9)
            if n > 3 { #expect(try plan.power(toDetect: change, respondents: n - 1) < 0.85) }
            let found = try plan.detectableChange(respondents: n)
            let back = try #require(change > 0 ? found.rise : found.fall)
            #expect(back <= abs(change) * (1 + 1e-9))
          }
        }
      }
    }
  }

  @Test func `plans that make no sense are refused with the reason`() throws {
    let plan = try textbook(.share(0.9))
    #expect(throws: PlanningError.noChange) { try plan.sampleSize(toDetect: 0) }
    #expect(throws: PlanningError.shareOutOfRange(before: 0.9, change: 0.2)) {
      try plan.sampleSize(toDetect: 0.2)
    }
    #expect(throws: PlanningError.self) { try plan.sampleSize(margin: 0) }
    #expect(throws: PlanningError.self) { try plan.sampleSize(margin: .nan) }
    #expect(throws: PlanningError.self) { try plan.power(toDetect: 0.05, respondents: 1) }
    #expect(try plan.detectableChange(respondents: 40).rise == nil)
    #expect(throws: PlanningError.self) { try textbook(.share(1)) }
    #expect(throws: PlanningError.self) { try textbook(.mean(standardDeviation: 0)) }
    #expect(throws: PlanningError.self) { try FieldConditions(responseRate: 0) }
    #expect(throws: PlanningError.self) { try FieldConditions(designEffect: -1) }
    #expect(throws: PlanningError.self) { try FieldConditions(population: .nan) }
    #expect(throws: PlanningError.self) { try FieldConditions(correlation: 1) }
    #expect(throws: PlanningError.powerBelowLevel(power: 0.04, significance: 1 - 0.95)) {
      try PlannedTest(power: 0.04)
    }
    let tiny = try SurveyPlan(
      .share(0.5), field: FieldConditions(designEffect: 3, population: 40, responseRate: 0.3),
      test: PlannedTest())
    #expect(throws: PlanningError.morePeopleThanPopulation(people: 50, population: 40)) {
      try tiny.marginOfError(respondents: 50)
    }
    #expect(!(try tiny.sampleSize(margin: 0.02).isAttainable))
    #expect(throws: PlanningError.self) {
      try textbook(.mean(standardDeviation: 1)).sampleSize(toDetect: 1e-9)
    }
    let huge = try textbook(.mean(standardDeviation: 1)).sampleSize(toDetect: 100)
    #expect(huge.respondents == 2)
    let sure = try textbook(.mean(standardDeviation: 1)).power(toDetect: 1e300, respondents: 9)
    #expect(sure == 1)
  }
}
