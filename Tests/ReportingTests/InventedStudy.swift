import DisclosureControl
import Localization
import Reporting
import SocialIndicators
import SurveyData
import SurveyStatistics

/// An invented study with one result of every outcome, and a second town with an open sample.
struct InventedStudy {
  var results: [IndicatorResult] = []
  var definitions: [IndicatorDefinition] = []
  var primaries = ["trust.people", "town.proud", "fairness", "volunteered"]

  static let before = WaveDefinition(
    id: "before", label: "Spring 2024", from: "2024-03-04", to: "2024-04-07")
  static let after = WaveDefinition(
    id: "after", label: "Spring 2026", from: "2026-03-02", to: "2026-04-05")

  /// The whole study.
  static func made() -> InventedStudy {
    var study = InventedStudy()
    let ten = IndicatorResult.Unit.score(low: 0, high: 10)
    study.survey(
      "trust.people", "Trust in most people", "trust_bridging", ten, 5.42, 6.03, 0.2, .rose, 0.004)
    study.survey(
      "town.proud", "Pride in the town", "belonging", ten, 7.1, 7.31, 0.3, .cannotTell, 0.9)
    study.survey(
      "fairness", "Fairness of people", "trust_bridging", ten, 6.21, 6.24, 0.12,
      .smallerThan(margin: 0.35), 0.9)
    study.survey(
      "volunteered", "Volunteered in the last year", "engagement", .share, 0.312, 0.221, 0.035,
      .fell, 0.03)
    study.survey(
      "trust.town", "Trust in the municipality", "trust_linking", ten, 5.0, 4.8, 0.25, .cannotTell)
    study.survey(
      "trust.police", "Trust in the police", "trust_linking", ten, 6.6, 6.9, 0.22, .cannotTell)
    study.survey(
      "belonging", "Feels at home here", "belonging", .score(low: 1, high: 5), 3.91, 4.02, 0.08,
      .notAssessed(reason: .reworded(items: ["belonging"])))
    study.survey(
      "neighbours", "Neighbours help each other", "trust_bonding", .score(low: 1, high: 5), 3.61,
      3.68, 0.07, .cannotTell)
    study.survey(
      "life", "Life satisfaction", "quality_of_life", ten, 7.2, 7.35, 0.17, .cannotTell)
    study.survey(
      "lonely", "Often lonely", "quality_of_life", .share, 0.09, 0.08, 0.022, .cannotTell,
      direction: .down)
    study.survey(
      "prepared", "Could manage three days without power", "preparedness", .share, 0.44, 0.52,
      0.042, .cannotTell)
    study.survey(
      "culture", "Attended culture", "culture", .share, 0.63, 0.71, 0.038, .rose)
    study.survey(
      "welcome", "Culture is for me", "culture", .score(low: 1, high: 5), 3.2, 3.31, 0.09,
      .cannotTell)
    for (level, n) in [("15–34", 71), ("35–64", 150), ("65 and over", 79)] {
      study.survey(
        "trust.people", "Trust in most people", "trust_bridging", ten, 5.3, 5.9, 0.4, .cannotTell,
        group: IndicatorResult.Group(variable: "Age", level: level, label: level), respondents: n)
    }
    for (level, n) in [("At home", 268), ("Danish", 21), ("Other", 11)] {
      study.survey(
        "trust.people", "Trust in most people", "trust_bridging", ten, 5.4444, 5.9999, 0.4,
        .cannotTell,
        group: IndicatorResult.Group(variable: "Language", level: level, label: level),
        respondents: n)
    }
    study.survey(
      "newcomers", "Trust in newcomers", "trust_bridging", ten, 4.3217, 5.8765, 0.9, .rose,
      respondents: 22)
    study.participation(
      "part.reach", "Reach per 1,000 inhabitants", .reach, .perThousand, 141.2, 208.7)
    study.participation(
      "part.first", "First-time visitors", .firstTimeShare, .share, 0.31, 0.42)
    study.participation(
      "part.hours", "Volunteer hours", .volunteerHours, .amount("hours"), 1840, 3120)
    study.participation(
      "part.gini", "Concentration of attendance", .attendanceGini, .coefficient, 0.46, 0.39)
    study.open("trust.people", "Trust in most people", "trust_bridging", 5.1, 5.8)
    study.open("town.proud", "Pride in the town", "belonging", 6.9, 7.4)
    return study
  }

  /// The input of a report, after disclosure control.
  func input() -> ReportInput {
    let definition = StudyDefinition(
      title: "Pearls of the Sound", waves: [Self.before, Self.after],
      municipalities: [
        Municipality(
          id: "saltholm", name: "Saltholm", country: "DK", inhabitants: 4_312, adults: 3_540,
          role: .uptake, uptakeYear: 2025, relation: "linked"),
        Municipality(
          id: "kivilaht", name: "Kivilaht", country: "EE", inhabitants: 1_204, role: .comparison),
      ], sources: [], codebooks: [], primaryOutcomes: primaries, folder: ".",
      fingerprint: String(repeating: "0", count: 64))
    let groups = [
      ResponseAccount.GroupCount(
        variable: "Age", level: "15–34", answered: 71, weightedShare: 0.27, populationShare: 0.27),
      ResponseAccount.GroupCount(
        variable: "Age", level: "35–64", answered: 150, weightedShare: 0.45, populationShare: 0.45),
      ResponseAccount.GroupCount(
        variable: "Age", level: "65 and over", answered: 79, weightedShare: 0.28,
        populationShare: 0.28),
      ResponseAccount.GroupCount(
        variable: "Language", level: "At home", answered: 284, weightedShare: 0.94),
      ResponseAccount.GroupCount(
        variable: "Language", level: "Danish", answered: 13, weightedShare: 0.04),
      ResponseAccount.GroupCount(
        variable: "Language", level: "Other", answered: 3, weightedShare: 0.01),
    ]
    return ReportInput(
      study: definition, definitions: definitions, results: protect(results, study: definition),
      responses: [
        ResponseAccount(
          municipality: "saltholm", wave: "before", design: .simple, eligible: 3_540, invited: 900,
          answered: 300, weighting: .raked(["age", "sex"]), weightRange: 0.61...2.4,
          groups: groups),
        ResponseAccount(
          municipality: "saltholm", wave: "after", design: .simple, eligible: 3_560, invited: 900,
          answered: 286, weighting: .raked(["age", "sex"]), weightRange: 0.55...2.7,
          groups: groups),
        ResponseAccount(
          municipality: "kivilaht", wave: "before", design: .open, eligible: 980, answered: 187),
        ResponseAccount(
          municipality: "kivilaht", wave: "after", design: .open, eligible: 985, answered: 203),
      ],
      linkages: [
        Linkage(municipality: 0, matched: 143, lost: 121, new: 104, withoutCode: 36, ambiguous: 4)
      ],
      sources: [
        SourceAccount(
          file: "answers-2024.csv", kind: .survey,
          fingerprint: "9f2c1e7740bb" + String(repeating: "a", count: 52), byteCount: 82_113,
          rowsRead: 312, rowsUsed: 300, dropReasons: ["no consent", "empty row"],
          dropCounts: [9, 3],
          format: [
            .init(
              what: "encoding", value: "Windows-1252", confidence: 0.93, reason: "Danish letters"),
            .init(what: "delimiter", value: ";", confidence: 1, reason: "same count on every line"),
          ]),
        SourceAccount(
          file: "attendance.xlsx", kind: .attendance,
          fingerprint: "41d0ac52e6f1" + String(repeating: "b", count: 52), byteCount: 20_311,
          rowsRead: 1_204, rowsUsed: 1_204),
      ],
      diagnostics: [],
      texts: [
        "background": """
        # What we set out to do

        In **2025** we opened the old *cannery* to everybody. See [our page](https://example.org).

        - a choir
        - a repair café

        > “Nobody asked us before.”
        """
      ], asOf: "2026-06-01", programVersion: "perlemor 0.1.0")
  }

  mutating func survey(
    _ id: String, _ label: String, _ dimension: String, _ unit: IndicatorResult.Unit,
    _ before: Double, _ after: Double, _ error: Double,
    _ outcome: IndicatorResult.ChangeFinding.Outcome, _ adjusted: Double? = nil,
    direction: IndicatorDefinition.Direction = .up, group: IndicatorResult.Group? = nil,
    respondents: Int = 300
  ) {
    let first = estimate(before, error * 0.7, respondents)
    let second = estimate(after, error * 0.72, respondents - 14)
    let difference = estimate(after - before, error, respondents * 2 - 14)
    var change: Change? = Change(
      before: first, after: second, difference: difference, covariance: 0.01,
      t: (after - before) / error, p: 0.012,
      equivalenceInterval: Estimate.Interval(
        low: after - before - 1.65 * error, high: after - before + 1.65 * error, level: 0.9,
        method: .t), minimalDetectableChange: 2.8 * error)
    if case .notAssessed = outcome { change = nil }
    add(
      IndicatorResult(
        indicator: id, municipality: "saltholm", group: group, unit: unit,
        primaryRank: group == nil ? primaries.firstIndex(of: id) : nil,
        waves: [
          wave("before", first, answers: unit), wave("after", second, answers: unit),
        ],
        change: IndicatorResult.ChangeFinding(
          change: change, outcome: outcome, adjustedP: adjusted),
        provenance: provenance(
          "saltholm.\(id)" + (group.map { ".\($0.variable)=\($0.level)" } ?? ""))),
      label, dimension, direction)
  }

  mutating func open(
    _ id: String, _ label: String, _ dimension: String, _ before: Double, _ after: Double
  ) {
    func wave(_ name: String, _ value: Double, _ n: Int) -> IndicatorResult.Wave {
      IndicatorResult.Wave(
        wave: name,
        estimate: Estimate(
          value: value, variance: 0.01, degreesOfFreedom: 100, respondents: n,
          weightedBase: Double(n)), asked: n, answered: n)
    }
    results.append(
      IndicatorResult(
        indicator: id, municipality: "kivilaht", unit: .score(low: 0, high: 10),
        primaryRank: primaries.firstIndex(of: id), describesRespondentsOnly: true,
        waves: [wave("before", before, 187), wave("after", after, 203)],
        change: IndicatorResult.ChangeFinding(
          change: nil, outcome: .notAssessed(reason: .openSample)),
        provenance: provenance("kivilaht.\(id)")))
  }

  mutating func participation(
    _ id: String, _ label: String, _ measure: ParticipationMeasure, _ unit: IndicatorResult.Unit,
    _ before: Double, _ after: Double
  ) {
    func wave(_ name: String, _ value: Double) -> IndicatorResult.Wave {
      IndicatorResult.Wave(
        wave: name,
        estimate: Estimate(
          value: value, variance: 0, degreesOfFreedom: 0, respondents: 410, weightedBase: 410),
        asked: 410, answered: 410)
    }
    definitions.append(
      definition(id, label, "participation", .participation(measure), unit, .up))
    results.append(
      IndicatorResult(
        indicator: id, municipality: "saltholm", unit: unit,
        waves: [wave("before", before), wave("after", after)],
        provenance: provenance("saltholm.\(id)"), basis: .personRecords))
  }

  private mutating func add(
    _ result: IndicatorResult, _ label: String, _ dimension: String,
    _ direction: IndicatorDefinition.Direction
  ) {
    results.append(result)
    guard !definitions.contains(where: { $0.id == result.indicator }) else { return }
    let ends: (Double, Double) =
      if case .score(let low, let high) = result.unit { (low, high) } else { (0, 1) }
    definitions.append(
      definition(
        result.indicator, label, dimension,
        .survey(
          .init(
            items: [.init(id: result.indicator, low: ends.0, high: ends.1)], rule: .mean,
            minimumAnswered: 1)), result.unit, direction))
  }

  private func definition(
    _ id: String, _ label: String, _ dimension: String, _ kind: IndicatorDefinition.Kind,
    _ unit: IndicatorResult.Unit, _ direction: IndicatorDefinition.Direction
  ) -> IndicatorDefinition {
    IndicatorDefinition(
      id: id, label: label, plain: "What people say about it, in plain words.",
      dimension: dimension, kind: kind, unit: unit, direction: direction,
      base: "All who answered", version: "1", licence: "CC0 1.0",
      source: "Invented for tests", fingerprint: "c0ffee123456" + String(repeating: "d", count: 52),
      file: "Indicators/\(id).yaml")
  }

  private func estimate(_ value: Double, _ error: Double, _ n: Int) -> Estimate {
    Estimate(
      value: value, variance: error * error, degreesOfFreedom: Double(n - 1),
      interval: Estimate.Interval(
        low: value - 1.96 * error, high: value + 1.96 * error, level: 0.95, method: .t),
      respondents: n, weightedBase: Double(n), designEffect: 1.13)
  }

  private func wave(
    _ name: String, _ estimate: Estimate, answers unit: IndicatorResult.Unit
  ) -> IndicatorResult.Wave {
    var distribution: [IndicatorResult.Wave.AnswerShare] = []
    if case .score(1, 5) = unit {
      let labels = ["Disagree strongly", "Disagree", "Neither", "Agree", "Agree strongly"]
      for (index, share) in [0.05, 0.14, 0.26, 0.38, 0.17].enumerated() {
        distribution.append(
          .init(
            value: Double(index + 1), label: labels[index], share: share,
            count: Int(share * Double(estimate.respondents))))
      }
    }
    return IndicatorResult.Wave(
      wave: name, estimate: estimate, asked: estimate.respondents + 12,
      answered: estimate.respondents,
      missing: [.init(reason: "do_not_know", count: 12)], distribution: distribution,
      numerator: nil)
  }

  private func provenance(_ figure: String) -> Provenance {
    Provenance(
      figure: figure, definitionHash: "c0ffee", definitionVersion: "1", formula: "mean of the item",
      method:
        "Simple sample of linked persons, raked to age and sex; Taylor variance, each wave centred in its own stratum, overlap covariance.",
      inputs: [], programVersion: "0.1.0")
  }
}
