internal import Diagnostics
internal import SurveyData
internal import SurveyStatistics
internal import Tabular

/// One indicator of one domain: its waves and its change.
struct DomainRun {
  let figures: SurveyFigures
  let entry: IndicatorPlan.Entry
  let sheet: ScoreSheet
  let made: MunicipalityDesign
  let estimator: SurveyEstimator
  let variable: Int
  let domain: Int
  /// Rows of the domain within the municipality.
  let rows: [Int]
  /// What went wrong on the way.
  private(set) var faults: [Diagnostic] = []

  init(
    figures: SurveyFigures, entry: IndicatorPlan.Entry, sheet: ScoreSheet,
    made: MunicipalityDesign, estimator: SurveyEstimator, variable: Int, domain: Int, rows: [Int]
  ) {
    self.figures = figures
    self.entry = entry
    self.sheet = sheet
    self.made = made
    self.estimator = estimator
    self.variable = variable
    self.domain = domain
    self.rows = rows
  }

  private var isShare: Bool { if case .share = entry.unit { true } else { false } }

  /// The result with verdict still open: `cannotTell` wherever there is a change to judge.
  mutating func result(group: IndicatorResult.Group?) -> IndicatorResult {
    var result = figures.blank(entry, group: group, method: made.method + "; " + intervalMethod)
    for wave in figures.study.waves.indices {
      result.waves.append(self.wave(wave, showsAnswers: group == nil))
    }
    if figures.study.waves.count > 1 { result.change = change(result.waves) }
    return result
  }

  private var intervalMethod: String {
    if figures.study.waves.allSatisfy({ figures.isOpen($0.id) }) { return "no margin of error" }
    return isShare
      ? "logit or Korn–Graubard interval of shares, MOVER interval of their change"
      : "t interval with degrees of freedom of the domain"
  }

  private mutating func wave(_ index: Int, showsAnswers: Bool) -> IndicatorResult.Wave {
    let id = figures.study.waves[index].id
    let here = rows.filter { Int(figures.rows.waves[$0]) == index }
    var wave = sheet.wave(id, rows: here, isShare: isShare)
    guard !here.isEmpty else {
      wave.refusal = .nobodyInWave
      return wave
    }
    guard wave.asked > 0 else {
      wave.refusal = .notAsked
      return wave
    }
    guard wave.answered > 0 else {
      wave.refusal = .nobodyAnswered
      return wave
    }
    // Single answers of groups could be subtracted from those of the whole.
    if showsAnswers { wave.distribution = distribution(here) }
    do {
      var estimate =
        isShare
        ? try estimator.share(variable, domain: domain, wave: index)
        : try estimator.mean(variable, domain: domain, wave: index)
      if figures.isOpen(id) {
        // Nobody was drawn, so there is no sampling error to state.
        estimate.interval = nil
        estimate.variance = 0
        estimate.degreesOfFreedom = 0
        estimate.designEffect = nil
      }
      wave.estimate = estimate
    } catch {
      wave.refusal = .notEstimated(error.description)
      faults.append(fault(error))
    }
    return wave
  }

  private mutating func change(
    _ waves: [IndicatorResult.Wave]
  ) -> IndicatorResult.ChangeFinding {
    func refused(_ reason: Refusal) -> IndicatorResult.ChangeFinding {
      .init(change: nil, outcome: .notAssessed(reason: reason))
    }
    if let items = entry.rewordedItems[figures.municipality.id] {
      return refused(.reworded(items: items))
    }
    if figures.study.waves.contains(where: { figures.isOpen($0.id) }) {
      return refused(.openSample)
    }
    for wave in [waves.first, waves.last] {
      if let wave, wave.estimate == nil {
        return refused(.noFigure(wave: wave.wave, wave.refusal))
      }
    }
    do {
      let change = try estimator.change(
        variable, domain: domain, before: 0, after: waves.count - 1,
        kind: isShare ? .share : .mean)
      return .init(change: change, outcome: .cannotTell)
    } catch {
      faults.append(fault(error))
      return refused(.notEstimated(error.description))
    }
  }

  private func fault(_ error: EstimationError) -> Diagnostic {
    let expected =
      switch error {
      case .allAlike: "answers that differ"
      case .outOfRange: "numbers whose squares can be told apart"
      case .noAnswers: "answers"
      case .notAShare: "scores of 0 and 1"
      default: "at least two units a stratum"
      }
    return Diagnostic(
      "indicator.not-estimated", .warning,
      at: .init(file: "study.yaml", column: figures.municipality.id),
      "\(entry.definition.id): \(error.description)", expected: expected)
  }

  /// Weighted shares of the answers of a single item, in order of the scale.
  private func distribution(_ here: [Int]) -> [IndicatorResult.Wave.AnswerShare] {
    guard entry.columns.count == 1, let column = entry.columns.first,
      case .coded(let coded)? = figures.rows.table[column.column]
    else { return [] }
    var sums = [Double](repeating: 0, count: 256)
    var counts = [Int](repeating: 0, count: 256)
    for row in here where sheet.reasons[row] == nil {
      let code = Int(coded.codes[row])
      sums[code] += made.design.calibratedWeights[row]
      counts[code] += 1
    }
    let total = sums.reduce(0, +)
    guard total > 0 else { return [] }
    let shown = coded.levels.indices.filter {
      column.reason(for: coded.levels[$0].value) == nil
    }
    return shown.sorted { (coded.levels[$0].value, $0) < (coded.levels[$1].value, $1) }.map {
      .init(
        value: coded.levels[$0].value, label: coded.levels[$0].label, share: sums[$0] / total,
        count: counts[$0])
    }
  }
}
