import Aggregation
import SurveyStatistics
import Testing

/// Expected values: R survey 4.1-1 `svyciprop`, the code is in each reference file.
@Suite struct ShareIntervalTests {
  @Test(arguments: ["apistrat", "apiclus1"])
  func `logit, beta and t intervals equal svyciprop`(_ name: String) throws {
    let expected = try Reference.expected("ciprop_\(name)")
    let (file, design) = try ApiDesigns.design(name)
    let names = ["comp.imp", "yr.rnd"]
    let estimator = try Numbers(names.map { ($0, file.indicator($0, "Yes")) }).estimator(design)
    var compared = 0
    for row in expected["overall"].items {
      let name = row["method"].text
      guard let method = Estimate.Interval.Method(ofShare: name),
        let variable = names.firstIndex(of: row["var"].text)
      else { continue }
      // svyciprop(method = "logit") iterates a regression and stops at about 1e-8; "xlogit" is the
      // closed form of the same interval.
      let tolerance = name == "logit" ? 1e-7 : 1e-9
      // R's "beta" does not hear of df.
      let df: Double? = name == "beta" ? nil : row["df"].number
      let share = try estimator.share(
        variable, domain: 0, wave: nil, method: method, degreesOfFreedom: df)
      if row["df"].number.isFinite { #expect(share.degreesOfFreedom == row["df"].number) }
      #expect(agree(share.value, row["p"].number, tolerance))
      let interval = try #require(share.interval)
      #expect(interval.method == method)
      #expect(agree(interval.low, row["lo"].number, tolerance), "\(row)")
      #expect(agree(interval.high, row["hi"].number, tolerance), "\(row)")
      compared += 1
    }
    #expect(compared == 20)
  }

  @Test func `shares by school type have each of the intervals of R`() throws {
    var compared = 0
    for row in try Reference.expected("estimators")["interval"].items {
      let (file, design) = try ApiDesigns.design(row["design"].text)
      let codes = file.codes("stype")
      let domain = try #require(codes.labels.firstIndex(of: row["stype"].text))
      let share = try Numbers([("yes", file.indicator("comp.imp", "Yes"))])
        .estimator(design, domains: codes.codes, count: 3)
        .share(
          0, domain: domain, wave: nil,
          method: Estimate.Interval.Method(ofShare: row["method"].text))
      #expect(agree(share.value, row["p"].number))
      // R's confint of "mean" and "asin" has the df that it was made with; all have degf(subset).
      #expect(share.degreesOfFreedom == row["df"].number)
      #expect(agree(share.interval?.low ?? .nan, row["lo"].number), "\(row)")
      #expect(agree(share.interval?.high ?? .nan, row["hi"].number), "\(row)")
      compared += 1
    }
    #expect(compared == 24)
  }

  @Test func `Wilson's interval of a simple sample is the score interval`() throws {
    // R: prop.test(x, n, correct = FALSE)$conf.int; published in Newcombe (1998).
    for (x, n, low, high) in [
      (81, 263, 0.255289, 0.366210), (15, 148, 0.062386, 0.160487), (0, 20, 0, 0.161125),
      (1, 29, 0.006113, 0.171755),
    ] {
      // Of n² persons n are asked: the finite population makes up for the n − 1 of the variance.
      let design = try SurveyDesign(
        rowCount: n, weights: [Double](repeating: 1, count: n),
        stages: [.init(population: [Double](repeating: Double(n * n), count: n))])
      let share = try Numbers([("y", (0..<n).map { $0 < x ? 1 : 0 })]).estimator(design)
        .share(0, domain: 0, wave: nil, method: .wilson, degreesOfFreedom: .infinity)
      let interval = try #require(share.interval)
      #expect(abs(interval.low - low) < 5e-7 && abs(interval.high - high) < 5e-7)
    }
  }

  @Test func `Wilson's interval with clusters follows its formula`() throws {
    // R: p <- coef(m); n <- p * (1 - p) / vcov(m); t <- qt(.975, degf(des));
    //    (p + t^2/(2*n) + c(-1, 1) * t * sqrt(p*(1-p)/n + t^2/(4*n^2))) / (1 + t^2/n)
    let (file, design) = try ApiDesigns.design("apiclus1")
    let share = try Numbers([("yes", file.indicator("comp.imp", "Yes"))]).estimator(design)
      .share(0, domain: 0, wave: nil, method: .wilson)
    #expect(agree(share.interval?.low ?? .nan, 0.65750691874545786))
    #expect(agree(share.interval?.high ?? .nan, 0.78658269214312726))
  }

  @Test func `an arcsine interval ends at zero where R folds it back`() throws {
    let design = try SurveyDesign(
      rowCount: 12, weights: [Double](repeating: 1, count: 12),
      stages: [.init(units: (0..<12).map { Int32($0 / 3) })])
    let share = try Numbers([("y", (0..<12).map { $0 == 0 ? 1 : 0 })]).estimator(design)
      .share(0, domain: 0, wave: nil, method: .asin)
    // R: svyciprop(~y, svydesign(~c, weights = ~1), method = "asin"): 0.0345373729714, 0.4872178332829
    #expect(share.interval?.low == 0)
    #expect(agree(share.interval?.high ?? .nan, 0.487217833282913293))
  }

  @Test func `degrees of freedom that are not above zero are refused`() throws {
    let design = try SurveyDesign(rowCount: 3, weights: [1, 1, 1])
    let estimator = try Numbers([("y", [0, 1, 1])]).estimator(design)
    for df in [0, -1, Double.nan] {
      #expect(throws: EstimationError.self) {
        try estimator.share(0, domain: 0, wave: nil, degreesOfFreedom: df)
      }
    }
    #expect(Estimate.Interval.Method(ofShare: "likelihood") == nil)
  }

  @Test(arguments: ["apistrat", "apiclus1"])
  func `shares by school type have the logit intervals of svyby`(_ name: String) throws {
    let table = try Reference.expected("ciprop_\(name)")["by_stype_logit"]
    let (file, design) = try ApiDesigns.design(name)
    let estimator = try Numbers([("yes", file.indicator("comp.imp", "Yes"))])
      .estimator(design, domains: file.codes("stype").codes, count: 3)
    for domain in 0..<3 {
      let share = try estimator.share(0, domain: domain, wave: nil, method: .logit)
      #expect(agree(share.value, table["I(comp.imp == \"Yes\")"].numbers[domain], 1e-7))
      #expect(agree(share.interval?.low ?? .nan, table["ci_l"].numbers[domain], 1e-7))
      #expect(agree(share.interval?.high ?? .nan, table["ci_u"].numbers[domain], 1e-7))
    }
  }

  @Test func `nobody and everybody have intervals with a width`() throws {
    let design = try SurveyDesign(rowCount: 20, weights: [Double](repeating: 1, count: 20))
    let estimator = try Numbers([
      ("none", [Double](repeating: 0, count: 20)), ("all", [Double](repeating: 1, count: 20)),
    ]).estimator(design)
    let none = try estimator.share(0, domain: 0, wave: nil)
    let all = try estimator.share(1, domain: 0, wave: nil)
    #expect(none.value == 0 && all.value == 1)
    #expect(none.interval?.method == .beta)
    // R: binom.test(0, 20)$conf.int = 0 … 0.1684335; one stratum without clusters is binomial.
    #expect(abs((none.interval?.high ?? 0) - 0.16843347098308537) < 1e-9)
    #expect(none.interval?.low == 0 && all.interval?.high == 1)
    #expect(abs((all.interval?.low ?? 0) - (1 - 0.16843347098308537)) < 1e-9)
  }

  @Test func `few on one side take beta, else logit`() throws {
    let design = try SurveyDesign(rowCount: 50, weights: [Double](repeating: 1, count: 50))
    let estimator = try Numbers([
      ("few", (0..<50).map { $0 < 4 ? 1 : 0 }), ("many", (0..<50).map { $0 < 20 ? 1 : 0 }),
    ]).estimator(design)
    #expect(try estimator.share(0, domain: 0, wave: nil).interval?.method == .beta)
    #expect(try estimator.share(1, domain: 0, wave: nil).interval?.method == .logit)
  }

  @Test func `a variable with values other than 0 and 1 has no share`() throws {
    let design = try SurveyDesign(rowCount: 3, weights: [1, 1, 1])
    let estimator = try Numbers([("y", [0, 1, 2])]).estimator(design)
    #expect(throws: EstimationError.notAShare(variable: "y")) {
      try estimator.share(0, domain: 0, wave: nil)
    }
    #expect(throws: EstimationError.noSuchInterval(.mover)) {
      try Numbers([("y", [0, 1, 1])]).estimator(design)
        .share(0, domain: 0, wave: nil, method: .mover)
    }
  }

  @Test(arguments: (40...80).map { Double($0) / 15 })
  func `five yes of fifteen have a logit interval whatever the weight`(_ weight: Double) throws {
    let design = try SurveyDesign(rowCount: 15, weights: [Double](repeating: weight, count: 15))
    let share = try Numbers([("y", (0..<15).map { $0 % 3 == 0 ? 1 : 0 })]).estimator(design)
      .share(0, domain: 0, wave: nil)
    // R: p <- 1/3; se <- sqrt(p * (1 - p) / 14)
    //    plogis(qlogis(p) + c(-1, 1) * qt(.975, 14) * se / (p * (1 - p)))
    #expect(share.interval?.method == .logit)
    #expect(agree(share.interval?.low ?? 0, 0.129078968128522, 1e-9))
    #expect(agree(share.interval?.high ?? 0, 0.627809878124043, 1e-9))
  }
}
