import Diagnostics
import DisclosureControl
import SocialIndicators
import StudyStore
import SurveyData
import SurveyStatistics
import Tabular

/// A small study in which every field of every stored type holds something.
enum SampleRecord {
  static func make() -> StudyRecord {
    StudyRecord(
      study: study, codebooks: [codebook], panel: panel, participation: participation,
      definitions: definitions, results: results,
      withheld: [
        [],
        [
          .init(part: .wave("before"), reason: .fewRespondents(least: 30)),
          .init(part: .change, reason: .couldBeDerived),
          .init(part: .distribution("after"), reason: .smallCell(least: 10)),
        ],
        [.init(part: .wholeResult, reason: .fewRespondents(least: 30))],
      ],
      diagnostics: [
        Diagnostic(
          "csv.off-scale", .warning,
          at: .init(file: "before.csv", line: 214, position: 3, column: "trust"),
          "12 is not on the scale", expected: "0…10", hint: "Correct the answer or name 12"),
        Diagnostic("study.note", .note, "nothing to see"),
      ],
      asOf: "2026-05-01", programVersion: "0.1.0")
  }

  static let study = StudyDefinition(
    title: "Pärlor på Östersjön", description: "Two waves.", languages: ["en", "sv"],
    waves: [
      WaveDefinition(id: "before", label: "Before", from: "2025-03-01", to: "2025-03-31"),
      WaveDefinition(id: "after", label: "After"),
    ],
    municipalities: [
      Municipality(
        id: "granvik", name: "Granvik", country: "SE", inhabitants: 6400, adults: 5100,
        role: .uptake, uptakeYear: 2025, relation: "linked",
        sampling: [
          "before": SamplingDeclaration(
            design: .stratified, population: 5100, invited: 800, stratum: "district",
            stratumSizes: ["north": 2000, "south": 3100], clusters: ["street", "house"],
            fpcForLevels: true, fpcForChange: false),
          "after": SamplingDeclaration(design: .open, fpcForLevels: false, fpcForChange: false),
        ],
        margins: [
          "before": [
            CalibrationMargin(variable: "gender", levels: ["f", "m"], values: [2600, 2500.5]),
            CalibrationMargin(variable: "age", levels: ["old", "young"], values: [1, 2]),
          ]
        ]),
      Municipality(id: "b", name: "B", country: "EE", inhabitants: 1, role: .comparison),
    ],
    sources: [
      SourceDefinition(
        file: "raw/before.csv", kind: .survey,
        municipality: .column("Town", values: ["1": "granvik"]), wave: .constant("before"),
        format: ["encoding": "windows-1257"], columns: ["person": "Code"], codebook: "sv.yaml",
        line: 12),
      SourceDefinition(
        file: "raw/visits.csv", kind: .attendance, municipality: .constant("granvik"),
        wave: .column("Year", values: [:])),
    ],
    codebooks: ["codebook.yaml"], indicators: ["ess.ppltrst"], primaryOutcomes: ["ess.ppltrst"],
    margins: ["ess.ppltrst": 0.25], groups: ["gender"], texts: ["summary": "texts/summary.md"],
    folder: "study", fingerprint: "aa")

  static let codebook = Codebook(
    file: "codebook.yaml",
    variables: [
      Codebook.Variable(
        id: "trust", kind: .scale, headers: ["Q1", "Tillit"], optionHeaders: ["a": "Q1[SQ001]"],
        question: "Kan man lita på folk?", item: "ess.ppltrst", low: 0, high: 10,
        answers: [.init(raw: ["Ja", "J"], key: "yes", value: 1, label: "Yes")],
        missing: ["88": .doNotKnow, "77": .refused], wording: ["before": "v1", "after": "v2"],
        isGuess: true, line: 4),
      Codebook.Variable(id: "free", kind: .text, headers: []),
    ], fingerprint: "bb")

  static let panel: Panel = {
    var table = Table(rowCount: 0)
    table.set(
      "trust",
      .coded(
        CodedColumn(
          codes: [0, 1, CodedColumn.code(for: .refused)],
          levels: [.init(value: 0, label: "0"), .init(value: 10, label: "10 tält")])))
    table.set("hours", .real(RealColumn(values: [1.5, 0, .pi], missing: [0, 2, 0])))
    var dictionary = TextDictionary()
    dictionary.append("")
    dictionary.append("šķiņķis")
    table.set("words", .text(TextColumn(codes: [1, 0, 1], dictionary: dictionary)))
    table.set("day", .date(DateColumn(days: [20_000, .min, -1])))
    return Panel(
      table: table, municipality: [0, 0, 1], wave: [0, 1, 1], person: [7, 7, -1],
      stratum: [0, 1, 2], strataLabels: ["granvik.north", "granvik.south", "b"],
      clusters: [[1, 2, 3], [4, 5, 6]],
      populationSizes: [[2000, 3100, .infinity], [5, 6, 7]], weight: [1, 0.1 + 0.2, 3],
      source: [0, 1, 1], line: [2, 3, 4_000_000_000],
      sources: [
        SourceAccount(
          file: "raw/before.csv", kind: .survey, fingerprint: "cc", byteCount: 100, rowsRead: 3,
          rowsUsed: 1, dropReasons: ["empty", "duplicate"], dropCounts: [1, 1],
          format: [.init(what: "encoding", value: "UTF-8", confidence: 0.9, reason: "BOM")]),
        SourceAccount(
          file: "raw/after.csv", kind: .survey, fingerprint: "dd", byteCount: 2, rowsRead: 2,
          rowsUsed: 2),
      ],
      linkages: [
        Linkage(municipality: 0, matched: 1, lost: 2, new: 3, withoutCode: 4, ambiguous: 5)
      ])
  }()

  static let participation = ParticipationData(
    attendances: [
      .init(
        municipality: 0, wave: 1, event: "Fest", date: "2025-06-01", eventType: "concert",
        person: "p1", headcount: 1, isResident: true, isFirstTime: false, group: "15-34",
        method: "count", capacity: 80),
      .init(municipality: 0, wave: 1, event: "Choir", headcount: 40),
    ],
    volunteering: [
      .init(municipality: 0, wave: 0, person: "p1", organisation: "IF", hours: 2.25),
      .init(municipality: 0, wave: 1, hours: 0.1),
    ],
    sources: [
      SourceAccount(
        file: "raw/visits.csv", kind: .attendance, fingerprint: "ee", byteCount: 9, rowsRead: 2,
        rowsUsed: 2)
    ])

  static let definitions = [
    StudyRecord.Definition(
      definition: IndicatorDefinition(
        id: "ess.ppltrst", label: "Trust", plain: "Plain.", dimension: "trust_bridging",
        kind: .survey(
          .init(
            items: [
              .init(
                id: "ess.ppltrst", low: 0, high: 10, isReversed: true,
                missingCodes: [77: "refused", 88.5: "do_not_know"], wording: "Words"),
              .init(id: "other", low: 1, high: 5),
            ], rule: .proratedSum, minimumAnswered: 2, shareWithin: 7...10, rescaleTo100: true)),
        unit: .score(low: 0, high: 10), direction: .up, base: "Adults", goalposts: 0...10,
        version: "1", licence: "CC0", source: "ESS", fingerprint: "ff", file: "trust/a.yaml",
        tags: [.init(framework: "unesco", place: "18"), .init(framework: "ccr", place: "2")]),
      text: "perlemor: 1\n"),
    StudyRecord.Definition(
      definition: IndicatorDefinition(
        id: "part.reach", label: "Reach", plain: "Plain.", dimension: "participation",
        kind: .participation(.reach), unit: .perThousand, direction: .none, base: "Residents",
        version: "1", licence: "CC0", source: "own", fingerprint: "00", file: "p/reach.yaml"),
      text: ""),
  ]

  static func estimate(_ value: Double, _ method: Estimate.Interval.Method) -> Estimate {
    Estimate(
      value: value, variance: 0.01, degreesOfFreedom: 98,
      interval: .init(low: value - 0.2, high: value + 0.2, level: 0.95, method: method),
      respondents: 99, weightedBase: 5100.1, designEffect: 1.3,
      kishEffect: 1.1, nominalDegreesOfFreedom: 120)
  }

  static let provenance = Provenance(
    figure: "granvik.ess.ppltrst", definitionHash: "ff", definitionVersion: "1",
    formula: "mean(ess.ppltrst)", method: "stratified",
    inputs: [
      .init(file: "raw/before.csv", fingerprint: "cc"),
      .init(file: "raw/after.csv", fingerprint: "dd"),
    ], programVersion: "0.1.0")

  static let results = [
    IndicatorResult(
      indicator: "ess.ppltrst", municipality: "granvik", unit: .score(low: 0, high: 10),
      primaryRank: 0,
      waves: [
        .init(
          wave: "before", estimate: estimate(5.1, .t), asked: 120, answered: 99,
          missing: [.init(reason: "refused", count: 20), .init(reason: "off_scale", count: 1)],
          distribution: [
            .init(value: 0, label: "0", share: 0.25, count: 25),
            .init(value: 10, label: "10", share: 0.75, count: 74),
          ], prorated: 3, numerator: 74),
        .init(wave: "after", estimate: estimate(5.3, .logit), asked: 100, answered: 90),
      ],
      change: .init(
        change: Change(
          before: estimate(5.05, .beta), after: estimate(5.35, .t),
          difference: estimate(0.3, .mover), covariance: 0.002, t: 2.1, p: 0.04,
          equivalenceInterval: .init(low: 0.1, high: 0.5, level: 0.9, method: .t),
          minimalDetectableChange: 0.4),
        outcome: .smallerThan(margin: 0.6), adjustedP: 0.08),
      provenance: provenance),
    IndicatorResult(
      indicator: "ess.ppltrst", municipality: "granvik",
      group: .init(variable: "gender", level: "f", label: "Women"), unit: .share,
      describesRespondentsOnly: true,
      waves: [
        .init(wave: "before", estimate: nil, asked: 4, answered: 0, refusal: .nobodyAnswered),
        .init(wave: "after", estimate: estimate(0.4, .beta), asked: 50, answered: 48),
      ],
      change: .init(change: nil, outcome: .notAssessed(reason: .openSample)),
      provenance: provenance),
    IndicatorResult(
      indicator: "part.reach", municipality: "b", unit: .amount("hours"),
      waves: [.init(wave: "after", estimate: estimate(0.1, .t), asked: 1, answered: 1)],
      provenance: provenance, basis: .personRecords),
  ]
}
