import HypothesisTests
import Psychometrics
import Testing

/// Factor models against lavaan.
///
/// `psychometrics.json` holds lavaan's fits polished by Fisher scoring until the slope is below 1e-8
/// (the R is in `psychometrics.R`): there estimates agree to 1e-6, for ours come from an iterative
/// search too, which stops when steps are below 1e-13 or slopes are rounding. `cfa_*.json` hold what
/// `cfa()` prints as it is: lavaan's optimiser stops at slopes of 1e-6, so that its estimates are off
/// by up to 1e-4 of a standard error; χ² is flat at its minimum and agrees to 1e-8 all the same.
struct FactorReferenceTests {
  /// Compares fit measures with those of `fitMeasures`.
  ///
  /// SRMR moves in proportion to the estimates, so it is as near as they are.
  static func expectFit(
    _ found: FitMeasures, _ truth: JSON, srmr: Double = 1e-6,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(Double(found.parameterCount) == truth["npar"].number, sourceLocation: sourceLocation)
    #expect(Double(found.degreesOfFreedom) == truth["df"].number, sourceLocation: sourceLocation)
    #expect(
      Double(found.baselineDegreesOfFreedom) == truth["baseline.df"].number,
      sourceLocation: sourceLocation)
    let pairs: [(String, Double, Double)] = [
      ("chisq", found.chiSquared, 1e-8), ("baseline.chisq", found.baselineChiSquared, 1e-9),
      // A p-value of 1e-9 moves by df/2 times the relative change of χ²; lavaan takes 1 − pchisq,
      // which has no digits left below 1e-9.
      ("pvalue", found.pValue ?? .nan, 1e-6), ("cfi", found.cfi, 1e-7),
      ("tli", found.tli ?? .nan, 1e-7), ("rmsea", found.rmsea, 1e-7),
      ("srmr", found.srmr, srmr), ("aic", found.aic, 1e-9), ("bic", found.bic, 1e-9),
      ("logl", found.logLikelihood, 1e-9),
      // lavaan searches the noncentrality with uniroot's default tolerance of 1.2e-4.
      ("rmsea.ci.lower", found.rmseaInterval.low, 5e-5),
      ("rmsea.ci.upper", found.rmseaInterval.high, 5e-5),
    ]
    for (name, value, tolerance) in pairs {
      let expected = truth[name].number
      if name == "pvalue", expected < 1e-8 {
        #expect(value < 1e-7, sourceLocation: sourceLocation)
        continue
      }
      #expect(
        agree(value, expected, tolerance), "\(name): \(value) is not \(expected)",
        sourceLocation: sourceLocation)
    }
  }

  /// Compares estimates with those of `parameterEstimates`.
  static func expectEstimates(
    _ found: [ParameterEstimate], _ truth: JSON, groups: [String] = [], tolerance: Double = 1e-6,
    names: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let left = truth["lhs"].texts.map { names[$0] ?? $0 }
    let operators = truth["op"].texts
    let right = truth["rhs"].texts.map { names[$0] ?? $0 }
    let errors = truth["se"].numbers
    var compared = 0
    for (row, expected) in truth["est"].numbers.enumerated() {
      let group = groups.isEmpty ? nil : groups[Int(truth["group"].numbers[row]) - 1]
      let match = found.first { estimate in
        guard estimate.group == group else { return false }
        switch (estimate.kind, operators[row]) {
        case (.loading, "=~"):
          return estimate.partner == left[row] && estimate.name == right[row]
        case (.residualVariance, "~~"), (.factorVariance, "~~"):
          return estimate.name == left[row] && estimate.name == right[row]
        case (.residualCovariance, "~~"), (.factorCovariance, "~~"):
          return Set([estimate.name, estimate.partner]) == Set([left[row], right[row]])
        case (.intercept, "~1"), (.factorMean, "~1"): return estimate.name == left[row]
        default: return false
        }
      }
      guard let match else {
        Issue.record(
          "no \(left[row]) \(operators[row]) \(right[row])", sourceLocation: sourceLocation)
        continue
      }
      compared += 1
      let place = "\(left[row]) \(operators[row]) \(right[row])"
      let scale = max(abs(expected), errors[row].isNaN ? 0 : errors[row])
      #expect(
        abs(match.estimate - expected) <= tolerance * max(scale, 1e-3),
        "\(place): \(match.estimate) is not \(expected)", sourceLocation: sourceLocation)
      if errors[row] > 0 {
        #expect(
          agree(match.standardError ?? .nan, errors[row], tolerance),
          "\(place): error \(match.standardError ?? .nan) is not \(errors[row])",
          sourceLocation: sourceLocation)
      } else {
        #expect(match.standardError == nil, "\(place)", sourceLocation: sourceLocation)
      }
      let standardised = truth["std.all"].numbers
      if standardised.count > row, let value = match.standardised {
        #expect(
          abs(value - standardised[row]) < tolerance,
          "\(place): \(value) is not \(standardised[row])",
          sourceLocation: sourceLocation)
      }
    }
    #expect(compared == found.count, sourceLocation: sourceLocation)
  }

  static let threeFactors = [
    FactorModel.Factor(name: "visual", items: ["x1", "x2", "x3"]),
    FactorModel.Factor(name: "textual", items: ["x4", "x5", "x6"]),
    FactorModel.Factor(name: "speed", items: ["x7", "x8", "x9"]),
  ]
  static let tests = (1...9).map { "x\($0)" }

  /// What lavaan prints unpolished is this near, in standard errors or values.
  static let asPrinted = 1e-4

  @Test(arguments: [
    ("one", [FactorModel.Factor(name: "g", items: tests)], FactorModel.Identification.marker),
    ("three", threeFactors, .marker), ("three_stdlv", threeFactors, .unitVariance),
    ("visual4", [FactorModel.Factor(name: "visual", items: ["x1", "x2", "x3", "x4"])], .marker),
  ])
  func `factors of Holzinger and Swineford equal lavaan`(
    name: String, factors: [FactorModel.Factor], identification: FactorModel.Identification
  ) throws {
    let moments = try DataFile.holzingerSwineford.moments(Self.tests)
    let found = try FactorSolution(
      FactorModel(factors: factors, identification: identification), moments: moments)
    let polished = try Reference.expected("psychometrics")["hs"][name]
    Self.expectFit(found.fit, polished["fit"])
    Self.expectEstimates(found.parameters, polished["est"])
    let printed = try Reference.expected("cfa_hs")[name]
    Self.expectFit(found.fit, printed["fit"], srmr: 1e-5)
    Self.expectEstimates(found.parameters, printed["est"], tolerance: Self.asPrinted)
  }

  @Test func `intercepts change no other number`() throws {
    let moments = try DataFile.holzingerSwineford.moments(Self.tests)
    let found = try FactorSolution(
      FactorModel(items: ["x1", "x2", "x3", "x4"], name: "visual"), moments: moments,
      meanStructure: true)
    let expected = try Reference.expected("psychometrics")["hs"]["visual4_means"]
    Self.expectFit(found.fit, expected["fit"])
    Self.expectEstimates(found.parameters, expected["est"])
  }

  @Test func `one factor of bfi neuroticism equals lavaan`() throws {
    let expected = try Reference.expected("cfa_bfi")["one"]
    let items = (1...5).map { "N\($0)" }
    // lavaan's data are those who answered the items and gave their gender.
    let file = DataFile.bfi
    let gender = file.numbers("gender")
    let responses = try ItemResponses(
      table: file.table(items), items: items, rows: gender.map { !$0.isNaN })
    let moments = try ItemMoments(responses, missing: .listwise)
    let found = try FactorSolution(FactorModel(items: items, name: "N"), moments: moments)
    Self.expectFit(found.fit, expected["fit"])
    Self.expectEstimates(found.parameters, expected["est"], tolerance: Self.asPrinted)
  }

  @Test(arguments: ["A", "C", "E", "N", "O"])
  func `omega total of bfi equals that of lavaan's one-factor model`(scale: String) throws {
    let expected = try Reference.expected("psychometrics")["omega"][scale]
    let found = try Reliability(DataFile.bfiScale(scale), missing: .listwise)
    let omega = try #require(found.omega.value)
    #expect(agree(omega, expected["raykov"].number, 1e-7))
    // psych::omega(nfactors = 1) takes minres on correlations: another definition, another number.
    #expect(abs(omega - expected["psych"].number) < 0.02)
  }
}
