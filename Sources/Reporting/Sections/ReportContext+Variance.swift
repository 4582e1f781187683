import DisclosureControl
import Localization
import SocialIndicators
import SurveyData
import SurveyStatistics
import Typesetting

extension ReportContext {
  /// How the variance of this town's figures was made, from what the study declares: the sample of
  /// each wave, its weights and correction, how the waves relate, and the intervals that were used.
  func variances() -> Document.Block {
    var facts: [String] = []
    for (waves, fact) in samples() {
      facts.append(say("method.wave", ["waves": .text(language.list(waves)), "how": .text(fact)]))
    }
    if hasTwoWaves { facts.append(relationFact) }
    let used = intervalsUsed()
    if !used.isEmpty { facts.append(say("method.intervals", ["list": .text(language.list(used))])) }
    return .list(facts.map { [.text($0)] }, isOrdered: false)
  }

  /// What was done for each wave; waves of which the same is said stand together.
  private func samples() -> [(waves: [String], fact: String)] {
    var facts: [(waves: [String], fact: String)] = []
    for wave in input.study.waves {
      let sampling = town.sampling[wave.id]
      let response = responses.first { $0.wave == wave.id }
      let fact = say(
        "method.sample",
        [
          "design": .text(sampleName(sampling)), "weights": .text(weightsName(response)),
          "correction": .text(
            say(isCorrected(wave) ? "method.correction" : "method.no_correction")),
        ])
      if let index = facts.firstIndex(where: { $0.fact == fact }) {
        facts[index].waves.append(wave.label)
      } else {
        facts.append(([wave.label], fact))
      }
    }
    return facts
  }

  private func sampleName(_ sampling: SamplingDeclaration?) -> String {
    guard let sampling else { return say("method.sample_undeclared") }
    let arguments: [String: MessageArgument] = [
      "has_population": .text(sampling.population == nil ? "no" : "yes"),
      "population": .text(sampling.population.map { language.integer($0) } ?? ""),
      "has_stratum": .text(sampling.stratum == nil ? "no" : "yes"),
      "stratum": .text(sampling.stratum.map(words) ?? ""),
      "clusters": .text(language.list(sampling.clusters.map(words))),
    ]
    switch sampling.design {
    case .simple: return say("method.sample_simple", arguments)
    case .stratified: return say("method.sample_stratified", arguments)
    case .clustered: return say("method.sample_clustered", arguments)
    case .census: return say("method.sample_census", arguments)
    case .open: return say("method.sample_open", arguments)
    }
  }

  /// An id of the codebook in words.
  private func words(_ id: String) -> String { String(id.map { $0 == "_" ? " " : $0 }) }

  private func weightsName(_ response: ResponseAccount?) -> String {
    switch response?.weighting {
    case nil, .some(.none): return say("method.weights_none")
    case .design:
      return say(bringsWeights ? "method.weights_file" : "method.weights_design")
    case .poststratified(let variables):
      return say("method.weights_poststratified", ["list": .text(language.list(variables))])
    case .raked(let variables):
      return say("method.weights_raked", ["list": .text(language.list(variables))])
    }
  }

  /// Whether the town's own file has a column of weights.
  var bringsWeights: Bool {
    input.study.sources.contains { source in
      guard source.kind == .survey, source.columns["weight"] != nil else { return false }
      switch source.municipality {
      case .constant(let name): return name == town.id || name == town.name
      case .column: return true
      }
    }
  }

  /// Whether levels of a wave are corrected for the share of the population that was drawn.
  private func isCorrected(_ wave: WaveDefinition) -> Bool {
    guard let sampling = town.sampling[wave.id], sampling.fpcForLevels else { return false }
    return sampling.population != nil || !sampling.stratumSizes.isEmpty
  }

  private var relationFact: String {
    let corrected =
      input.study.waves.allSatisfy {
        isCorrected($0) && (town.sampling[$0.id]?.fpcForChange ?? false)
      } ? "yes" : "no"
    let arguments: [String: MessageArgument] = ["corrected": .text(corrected)]
    switch town.relation {
    case "linked" where isLinked: return say("method.relation_linked", arguments)
    case "shared": return say("method.relation_shared", arguments)
    default: return say("method.relation_fresh", arguments)
    }
  }

  /// The kinds of interval among the figures that are shown, each once.
  private func intervalsUsed() -> [String] {
    let own = results.filter { !isParticipation($0) }.map(\.result)
    let intervals =
      own.flatMap(\.waves).compactMap { $0.estimate?.interval }
      + own.compactMap { $0.change?.change?.difference.interval }
    let used = Set(intervals.map(\.method))
    let order: [Estimate.Interval.Method] = [.t, .logit, .beta, .mover]
    return order.filter(used.contains).map { method in
      switch method {
      case .logit: say("method.interval_logit")
      case .beta: say("method.interval_beta")
      case .mover: say("method.interval_mover")
      // No report asks for the others.
      case .t, .xlogit, .asin, .wilson, .log: say("method.interval_t")
      }
    }
  }
}
