internal import Distributions
internal import LinearAlgebra

extension MeasurementInvariance {
  /// The moments of one group of persons.
  public struct Group: Sendable, Hashable {
    /// What the group is called.
    public let name: String
    /// Its moments, from complete answers.
    public let moments: ItemMoments

    /// Names a group.
    ///
    /// - Parameters:
    ///   - name: distinct from the other groups'.
    ///   - moments: of at least the model's items.
    public init(name: String, moments: ItemMoments) {
      self.name = name
      self.moments = moments
    }
  }

  /// Compares groups of different persons.
  ///
  /// - Parameters:
  ///   - model: which items measure which factor; at least four items.
  ///   - groups: two or more, no person in two of them. Waves that share persons are not groups: use
  ///     ``assess(_:linkedWaves:items:moments:strict:minimumPersons:)``.
  ///   - strict: whether equal residual variances are looked at too.
  ///   - minimumPersons: the fewest persons of a group; below a hundred changes of fit are mostly
  ///     chance, and a verdict would be a coin's.
  /// - Returns: the comparison, or why there is none.
  public static func assess(
    _ model: FactorModel, groups: [Group], strict: Bool = false, minimumPersons: Int = 100
  ) -> Assessment<MeasurementInvariance> {
    Assessment { () throws(PsychometricsError) in
      try check(model)
      guard groups.count >= 2 else { throw .tooFewGroups(found: groups.count) }
      var moments: [(String?, Int, Matrix, [Double])] = []
      for group in groups {
        let chosen: ItemMoments
        do { chosen = try group.moments.selecting(model.items) } catch {
          throw .differentItems(group: group.name)
        }
        let needed = max(minimumPersons, model.items.count + 1)
        guard chosen.persons >= needed else {
          throw .tooFewPersons(found: chosen.persons, needed: needed, items: [group.name])
        }
        moments.append(
          (group.name, chosen.persons, chosen.maximumLikelihoodCovariance, chosen.means))
      }
      return try MeasurementInvariance(
        model, groups: groups.map(\.name), persons: groups.map(\.moments.persons), linked: false,
        weighted: groups.contains { $0.moments.weighted }, strict: strict,
        problem: FittedFactors.Problem(
          variables: model.items, factorNames: model.factors.map(\.name),
          factors: model.itemPlaces, blocks: groups.count, layout: .groups, meanStructure: true,
          identification: model.identification, groups: moments))
    }
  }

  /// Compares waves in which the same persons answered.
  ///
  /// One model of all waves: each wave has its factors, which correlate over time, and the residuals
  /// of the same item correlate over time too. Persons count once, so that χ² is right although
  /// answers of the same person are alike.
  ///
  /// - Parameters:
  ///   - model: which items measure which factor, as in the first wave; at least four items.
  ///   - linkedWaves: what the waves are called, two or more.
  ///   - items: for each wave the names in `moments` of the model's items, in the model's order.
  ///   - moments: of the items of all waves, from persons who answered all of them.
  ///   - strict: whether equal residual variances are looked at too.
  ///   - minimumPersons: the fewest persons, as for groups.
  /// - Returns: the comparison, or why there is none.
  public static func assess(
    _ model: FactorModel, linkedWaves: [String], items: [[String]], moments: ItemMoments,
    strict: Bool = false, minimumPersons: Int = 100
  ) -> Assessment<MeasurementInvariance> {
    Assessment { () throws(PsychometricsError) in
      try check(model)
      guard linkedWaves.count >= 2 else { throw .tooFewGroups(found: linkedWaves.count) }
      guard items.count == linkedWaves.count else {
        throw .unequalLengths(list: "items", expected: linkedWaves.count, found: items.count)
      }
      for (wave, names) in zip(linkedWaves, items) where names.count != model.items.count {
        throw .differentItems(group: wave)
      }
      let all = items.flatMap { $0 }
      let chosen = try moments.selecting(all)
      let needed = max(minimumPersons, all.count + 1)
      guard chosen.persons >= needed else {
        throw .tooFewPersons(found: chosen.persons, needed: needed, items: [])
      }
      return try MeasurementInvariance(
        model, groups: linkedWaves, persons: [chosen.persons], linked: true,
        weighted: chosen.weighted, strict: strict,
        problem: FittedFactors.Problem(
          variables: all,
          factorNames: linkedWaves.flatMap { wave in model.factors.map { "\($0.name) (\(wave))" } },
          factors: model.itemPlaces, blocks: linkedWaves.count, layout: .waves,
          meanStructure: true, identification: model.identification,
          groups: [(nil, chosen.persons, chosen.maximumLikelihoodCovariance, chosen.means)]))
    }
  }

  private static func check(_ model: FactorModel) throws(PsychometricsError) {
    // With three items the configural model fits anything.
    guard model.items.count >= 4 else {
      throw .tooFewItems(found: model.items.count, needed: 4)
    }
    try model.check()
  }

  private init(
    _ model: FactorModel, groups: [String], persons: [Int], linked: Bool, weighted: Bool,
    strict: Bool, problem: FittedFactors.Problem
  ) throws(PsychometricsError) {
    let criteria = ChenCriteria(persons: persons)
    var steps: [Step] = []
    var stopped: Stop?
    var parameterCount = 0
    for level in Level.allCases where strict || level != .strict {
      var problem = problem
      problem.equal = level.equalities
      do throws(PsychometricsError) {
        let fitted = try FittedFactors(problem)
        parameterCount = max(parameterCount, fitted.estimates.count)
        steps.append(
          Step(
            level: level, fit: fitted.fit,
            comparison: try steps.last.map { before throws(PsychometricsError) in
              try Comparison(level, fitted.fit, before.fit, criteria)
            }, parameters: fitted.parameterEstimates))
      } catch {
        // Without the least equal model there is nothing to compare.
        guard level != .configural else { throw error }
        stopped = Stop(level: level, reason: error)
        break
      }
    }
    self.model = model
    self.groups = groups
    self.persons = persons
    self.linked = linked
    self.steps = steps
    self.stopped = stopped
    self.criteria = criteria
    verdict = Self.verdict(steps, criteria)
    designUse = weighted ? .weightsOnly : .ignored
    findings = ScaleFinding.fewPersons(
      persons.reduce(0, +), parameters: parameterCount)
  }

  private static func verdict(_ steps: [Step], _ criteria: ChenCriteria) -> Verdict {
    guard let configural = steps.first?.fit, configural.cfi >= criteria.configuralCFI,
      configural.srmr <= criteria.configuralSRMR
    else { return .modelDoesNotFit }
    func holds(_ level: Level) -> Bool {
      steps.first { $0.level == level }?.comparison?.holds ?? false
    }
    guard holds(.metric) else { return .differentMeaning }
    return holds(.scalar) ? .comparableMeans : .differentOrigin
  }
}

extension MeasurementInvariance.Level {
  /// What is held equal.
  var equalities: FactorStructure.Equalities {
    switch self {
    case .configural: []
    case .metric: .loadings
    case .scalar: [.loadings, .intercepts]
    case .strict: [.loadings, .intercepts, .residuals]
    }
  }
}

extension MeasurementInvariance.Comparison {
  fileprivate init(
    _ level: MeasurementInvariance.Level, _ fit: FitMeasures, _ before: FitMeasures,
    _ criteria: ChenCriteria
  ) throws(PsychometricsError) {
    let difference = max(0, fit.chiSquared - before.chiSquared)
    let degrees = fit.degreesOfFreedom - before.degreesOfFreedom
    chiSquared = difference
    degreesOfFreedom = degrees
    pValue =
      degrees > 0
      ? try Reliability.distribution { () throws(DistributionError) in
        try ChiSquared(degreesOfFreedom: Double(degrees)).upperTail(difference)
      } : nil
    cfiChange = fit.cfi - before.cfi
    rmseaChange = fit.rmsea - before.rmsea
    srmrChange = fit.srmr - before.srmr
    holds = !criteria.rejects(
      level, cfi: cfiChange, rmsea: rmseaChange, srmr: srmrChange)
  }
}
