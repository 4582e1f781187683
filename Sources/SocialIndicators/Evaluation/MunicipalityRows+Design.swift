internal import Diagnostics
internal import SurveyData
internal import SurveyStatistics

/// A municipality's design, and what was done to make it, in words.
struct MunicipalityDesign {
  var design: SurveyDesign
  var method: String
}

extension MunicipalityRows {
  /// Builds the design that the study declares for a municipality.
  func design(
    of municipality: Municipality, study: StudyDefinition, plan: IndicatorPlan,
    into diagnostics: inout DiagnosticList
  ) throws(DesignError) -> MunicipalityDesign {
    let place = Diagnostic.Place(file: "study.yaml", column: municipality.id)
    var words: [String] = []
    var relation = WaveRelation(rawValue: municipality.relation) ?? .fresh
    if relation == .linked, !persons.contains(where: { $0 >= 0 }) {
      diagnostics.append(
        Diagnostic(
          "design.not-linked", .warning, at: place,
          "no person could be linked, so the waves are treated as fresh samples",
          expected: "person codes that occur in both waves",
          hint: "name the column of the code under columns: person:"))
      relation = .fresh
    }
    let samplings = study.waves.map { municipality.sampling[$0.id] }
    for (wave, sampling) in zip(study.waves, samplings) where rows(in: wave, study) > 0 {
      words.append("\(wave.id): \(describe(sampling))")
    }
    words.append("waves: \(describe(relation))")

    var weights = self.weights
    let calibration = calibration(
      of: municipality, study: study, plan: plan, weights: &weights, words: &words,
      into: &diagnostics)
    let levels = samplings.map { $0?.fpcForLevels ?? false }
    let hasChangeCorrection = samplings.allSatisfy { $0?.fpcForChange ?? false }
    let populations = self.populations.map { stage in
      zip(stage, waves).map { population, wave in
        // So many that the sampling fraction is 0 in double precision: no correction.
        levels.indices.contains(Int(wave)) && levels[Int(wave)] && population.isFinite
          ? population : 1e18
      }
    }
    let corrected = populations.contains { $0.contains { $0 < 1e18 } }
    words.append(
      corrected
        ? "finite population correction for levels"
          + (hasChangeCorrection ? " and changes" : ", not for changes")
        : "no finite population correction")
    func population(_ stage: Int) -> [Double]? {
      guard populations.indices.contains(stage), populations[stage].contains(where: { $0 < 1e18 })
      else { return nil }
      return populations[stage]
    }
    var stages: [SurveyDesign.Stage] = []
    if clusters.isEmpty {
      if let population = population(0) { stages = [.init(population: population)] }
    } else {
      stages = clusters.indices.map { .init(units: clusters[$0], population: population($0)) }
    }
    words.append("Taylor linearisation")
    let design = try SurveyDesign(
      rowCount: count, weights: weights, strata: strata, strataLabels: strataLabels,
      stages: stages, waves: waves, waveLabels: study.waves.map(\.id), relation: relation,
      persons: relation == .linked ? persons : [], fpcForChange: hasChangeCorrection,
      calibration: calibration)
    return MunicipalityDesign(design: design, method: words.joined(separator: "; "))
  }

  private func rows(in wave: WaveDefinition, _ study: StudyDefinition) -> Int {
    guard let index = study.waves.firstIndex(of: wave) else { return 0 }
    return waves.count { Int($0) == index }
  }

  private func describe(_ sampling: SamplingDeclaration?) -> String {
    guard let sampling else { return "treated as a simple random sample (no design is declared)" }
    let population = sampling.population.map { " of \($0)" } ?? ""
    switch sampling.design {
    case .simple: return "simple random sample\(population)"
    case .stratified:
      return "simple random samples within strata" + (sampling.stratum.map { " of \($0)" } ?? "")
    case .clustered:
      return "clusters drawn first (\(sampling.clusters.joined(separator: ", ")))"
        + (sampling.stratum.map { " within strata of \($0)" } ?? "")
    case .census: return "everybody\(population) was asked; not answering is not sampling"
    case .open: return "open to anybody; describes those who answered"
    }
  }

  private func describe(_ relation: WaveRelation) -> String {
    switch relation {
    case .fresh: "drawn anew (strata are stratum × wave, no covariance)"
    case .shared: "the same sampling units visited again (one stacked design)"
    case .linked: "linked persons (covariance of the overlap)"
    }
  }
}
