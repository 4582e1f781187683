import SocialIndicators
import SurveyData
import SurveyStatistics
import Tabular

/// A small study in memory: what a folder of files would become.
struct StudyFixture {
  var study: StudyDefinition
  var columns: [(String, CodedColumn)] = []
  var municipality: [Int32] = []
  var wave: [UInt8] = []
  var person: [Int32] = []
  var stratum: [Int32] = []
  var strataLabels = ["all"]
  var clusters: [[Int32]] = []
  var population: [Double] = []
  var weight: [Double] = []

  /// Two waves of the municipalities given, in one raw file.
  init(_ municipalities: [Municipality], waves: [String] = ["before", "after"]) {
    study = StudyDefinition(
      title: "Test", waves: waves.map { WaveDefinition(id: $0, label: $0) },
      municipalities: municipalities,
      sources: [
        SourceDefinition(
          file: "answers.csv", kind: .survey, municipality: .constant("a"),
          wave: .constant("before"))
      ], codebooks: ["codebook.yaml"], folder: "", fingerprint: "study")
  }

  /// A municipality of 1,000 inhabitants.
  static func municipality(
    _ id: String = "a", relation: String = "fresh", design: SamplingDeclaration.Design = .simple,
    stratum: String? = nil, clusters: [String] = [], fpcForLevels: Bool = false,
    fpcForChange: Bool = false, margins: [CalibrationMargin] = []
  ) -> Municipality {
    let sampling = SamplingDeclaration(
      design: design, stratum: stratum, clusters: clusters, fpcForLevels: fpcForLevels,
      fpcForChange: fpcForChange)
    return Municipality(
      id: id, name: id.uppercased(), country: "DK", inhabitants: 1000, role: .uptake,
      relation: relation, sampling: ["before": sampling, "after": sampling],
      margins: margins.isEmpty ? [:] : ["before": margins, "after": margins])
  }

  /// Fills what was not set: one municipality, one stratum, weight 1, no population.
  var panel: Panel {
    let rows = columns.first?.1.codes.count ?? 0
    func filled<Value>(_ list: [Value], _ value: Value) -> [Value] {
      list.isEmpty ? [Value](repeating: value, count: rows) : list
    }
    var table = Table(rowCount: rows)
    for (name, column) in columns { table.set(name, .coded(column)) }
    return Panel(
      table: table, municipality: filled(municipality, 0), wave: filled(wave, 0),
      person: filled(person, -1), stratum: filled(stratum, 0), strataLabels: strataLabels,
      clusters: clusters, populationSizes: [filled(population, .infinity)],
      weight: filled(weight, 1), source: filled([], 0), line: filled([], 2),
      sources: [
        SourceAccount(
          file: "answers.csv", kind: .survey, fingerprint: "abc", byteCount: 1, rowsRead: rows,
          rowsUsed: rows)
      ], linkages: [])
  }

  /// Evaluates definitions written as YAML, each item read from the variable of the same name.
  func results(
    _ yaml: String, degreesOfFreedom: DegreesOfFreedomMethod = .automatic
  ) -> [IndicatorResult] {
    let library = IndicatorLibrary.parse(yaml, name: "test.yaml").library
    let plan = IndicatorPlan.make(
      study: study, library: library, codebooks: [codebook(library)]
    ).plan
    return evaluate(
      study: study, plan: plan, panel: panel, participation: nil, programVersion: "test",
      degreesOfFreedom: degreesOfFreedom
    ).results
  }

  /// A codebook with a variable for every item and every column.
  func codebook(_ library: IndicatorLibrary) -> Codebook {
    var variables: [Codebook.Variable] = []
    for definition in library.definitions {
      guard case .survey(let scoring) = definition.kind else { continue }
      for item in scoring.items where !variables.contains(where: { $0.id == item.id }) {
        variables.append(
          .init(
            id: item.id, kind: .scale, headers: [item.id], item: item.id, low: item.low,
            high: item.high))
      }
    }
    for (name, column) in columns where !variables.contains(where: { $0.id == name }) {
      variables.append(
        .init(
          id: name, kind: .choice, headers: [name],
          answers: column.levels.map {
            .init(raw: [$0.label], key: $0.label, value: $0.value, label: $0.label)
          }))
    }
    return Codebook(file: "codebook.yaml", variables: variables, fingerprint: "codebook")
  }
}

/// A column whose codes are indices into levels with the numbers given.
func scaleColumn(_ numbers: [Int], _ levels: [Int]) -> CodedColumn {
  CodedColumn(
    codes: numbers.map { number in
      levels.firstIndex(of: number).map { UInt8($0) } ?? CodedColumn.code(for: .notAnswered)
    }, levels: levels.map { .init(value: Double($0), label: "\($0)") })
}

/// One definition as YAML with the usual keys.
func definition(
  _ id: String, items: [String], low: Int, high: Int, score: String = "mean", more: String = ""
) -> String {
  var text = "  - id: \(id)\n    version: \"1\"\n    label: \(id)\n    plain: \(id)\n"
  text += "    dimension: belonging\n    items:\n"
  for item in items { text += "      - {id: \(item), low: \(low), high: \(high)}\n" }
  text += "    score: \(score)\n    direction: up\n    licence: none\n    source: none\n"
  return text + more.split(separator: "\n").map { "    \($0)\n" }.joined()
}

/// Whether two numbers agree to a relative tolerance.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude)
}
