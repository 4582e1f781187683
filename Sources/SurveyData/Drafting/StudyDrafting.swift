import DefinitionFiles
import Tabular

/// Drafts a study folder from raw files, with every guess marked for confirmation.
///
/// The draft is valid: it runs as it is, and `check` lists what no person has confirmed yet.
///
/// - Parameters:
///   - title: the study's name, usually the town's.
///   - sources: the files as read.
///   - items: items of the indicator library that columns may answer.
/// - Returns: both files as text, and the guesses.
package func draftStudy(title: String, sources: [DraftSource], items: [DraftItem]) -> StudyDraft {
  var drafting = StudyDrafting(title: title, sources: sources, items: items)
  drafting.write()
  return StudyDraft(
    studyYAML: drafting.study.text, codebookYAML: drafting.codebook.text,
    guesses: drafting.guesses)
}

struct StudyDrafting {
  let title: String
  let sources: [DraftSource]
  let matching: ItemMatching
  private(set) var study = DraftWriter()
  private(set) var codebook = DraftWriter()
  private(set) var guesses: [String] = []
  private let kinds: [SourceDefinition.Kind]
  private let plan: WavePlan
  private var groups: [String] = []

  init(title: String, sources: [DraftSource], items: [DraftItem]) {
    self.title = title
    self.sources = sources
    matching = ItemMatching(items)
    kinds = sources.map(Self.kind)
    let surveys = zip(sources, kinds).filter { $0.1 == .survey }.map(\.0)
    plan = WavePlan.guess(surveys.isEmpty ? sources : surveys)
  }

  private var surveys: [DraftSource] {
    zip(sources, kinds).filter { $0.1 == .survey }.map(\.0)
  }

  mutating func write() {
    writeCodebook()
    writeStudy()
  }

  /// Notes a guess and gives it back as the value of `confirm`.
  private mutating func guess(_ text: String) -> String {
    guesses.append(text)
    return text
  }

  static func kind(of source: DraftSource) -> SourceDefinition.Kind {
    let roles = Set(source.headers.flatMap(HeaderRole.roles))
    // Questions are long; a register of events or hours has few short headers.
    let isShort = source.headers.count <= 16 && source.headers.allSatisfy { $0.count <= 40 }
    if roles.contains(.hours), isShort, !roles.contains(.headcount) { return .volunteering }
    if roles.contains(.headcount) && isShort { return .attendance }
    if isShort, roles.contains(.event), roles.contains(.date) || roles.contains(.person) {
      return .attendance
    }
    return .survey
  }

  // MARK: study.yaml

  private mutating func writeStudy() {
    let places = municipalities()
    study.comment(
      "Drafted from the raw files. Lines with CONFIRM are guesses: correct them where they are\n"
        + "wrong, then remove the confirm line. perlemor check lists those that are left.")
    study.pair("perlemor", 1)
    study.pair("title", title)
    study.pair("languages", ["en"])
    study.pair("codebook", "codebook.yaml")
    study.space()
    let why = guess("the waves, from this: \(plan.why)")
    let plan = plan
    study.section("waves", comment: "CONFIRM: \(plan.why)") { waves in
      for (index, wave) in plan.waves.enumerated() {
        waves.section(wave.id) { body in
          body.pair("label", wave.label)
          if let from = wave.from { body.pair("from", from) }
          if let to = wave.to { body.pair("to", to) }
          if index == 0 { body.pair("confirm", why) }
        }
      }
    }
    if plan.waves.count == 1 {
      study.comment("A second wave:  after: {label: After, from: 2026-03-01, to: 2026-03-31}")
    }
    study.space()
    let person = personHeader()
    let isLinked = person != nil && plan.waves.count > 1
    let placeGuesses = places.names.map { name in
      guess("\(name): country, inhabitants, role, uptake year, sampling and how waves relate")
    }
    study.section("municipalities") { list in
      for (name, guess) in zip(places.names, placeGuesses) {
        list.element { body in
          body.pair("id", answerKey(name))
          body.pair("name", name)
          body.pair("country", "XX", comment: "CONFIRM: two letters, such as DK")
          body.pair("inhabitants", 1_000_000, comment: "CONFIRM: at the reference date")
          body.pair("role", "uptake", comment: "CONFIRM: or comparison")
          body.comment("uptake_year: 2025")
          body.pair(
            "relation", isLinked ? "linked" : "fresh",
            comment: "CONFIRM: fresh samples, shared clusters, or linked persons")
          body.section("sampling") { sampling in
            sampling.pair(
              "design", "open",
              comment:
                "CONFIRM: open (anybody with the link), simple, stratified, clustered, census"
            )
            sampling.comment("population: 8000   # persons the sample was drawn from")
          }
          body.pair("confirm", guess)
        }
      }
    }
    study.space()
    writeSources(places, person: person)
    study.space()
    study.comment(
      "Declare 3 to 5 outcomes before you look at the results; the others are exploratory.\n"
        + "outcomes: {primary: [generalised_trust, life_satisfaction, belonging]}")
    if !groups.isEmpty {
      study.pair("groups", groups, comment: "CONFIRM: results are broken down by these")
      guesses.append("groups: \(groups.joined(separator: ", "))")
    }
  }

  private mutating func writeSources(
    _ places: (header: String?, names: [String]), person: String?
  ) {
    let placeHeader = places.header
    var entries: [(source: DraftSource, kind: SourceDefinition.Kind, why: String)] = []
    for (source, kind) in zip(sources, kinds) {
      let why = guess("\(source.file) is read as \(kind.rawValue), with these columns")
      entries.append((source, kind, why))
    }
    let plan = plan
    study.section("sources") { list in
      for (source, kind, why) in entries {
        list.element { body in
          body.pair("file", source.file)
          body.pair("kind", kind.rawValue, comment: "CONFIRM: survey, attendance or volunteering")
          if let placeHeader, source.headers.contains(placeHeader) {
            body.pair("municipality", [("column", placeHeader)])
          } else if let own = source.headers.first(where: {
            HeaderRole.roles(of: $0).contains(.municipality)
          }), placeHeader != nil {
            body.pair("municipality", [("column", own)])
          } else if places.names.count > 1, let first = places.names.first {
            body.pair("municipality", answerKey(first), comment: "CONFIRM: whose file is this?")
          }
          Self.writeWave(plan, source, &body)
          let columns = Self.roleColumns(source, kind, person: person)
          if !columns.isEmpty {
            body.section("columns", comment: "CONFIRM: columns with a special meaning") { roles in
              for (role, header) in columns { roles.pair(role, header) }
            }
          }
          body.pair("confirm", why)
        }
      }
    }
  }

  private static func writeWave(
    _ plan: WavePlan, _ source: DraftSource, _ body: inout DraftWriter
  ) {
    let last = plan.waves.last?.id ?? "before"
    switch plan.rule {
    case .files(let byFile):
      body.pair("wave", byFile[source.file] ?? last, comment: "CONFIRM")
    case .column(let header, let values) where source.headers.contains(header):
      body.section("wave", comment: "CONFIRM") { wave in
        wave.pair("column", header)
        wave.pair("values", values.map { ($0.raw, $0.id) })
      }
    case .dates(let header) where source.headers.contains(header):
      body.pair("wave", [("column", header)], comment: "CONFIRM: by the day of the answer")
    case .column, .dates:
      body.pair("wave", last, comment: "CONFIRM")
    }
  }

  private static func roleColumns(
    _ source: DraftSource, _ kind: SourceDefinition.Kind, person: String?
  ) -> [(String, String)] {
    var wanted: [(String, HeaderRole)] =
      switch kind {
      case .survey: [("weight", .weight)]
      case .attendance:
        [
          ("event", .event), ("date", .date), ("event_type", .eventType), ("person", .person),
          ("headcount", .headcount), ("resident", .resident), ("first_time", .firstTime),
          ("group", .group), ("capacity", .capacity),
        ]
      case .volunteering:
        [("person", .person), ("organisation", .organisation), ("hours", .hours), ("date", .date)]
      }
    var columns: [(String, String)] = []
    if kind == .survey, let person, source.headers.contains(person) {
      columns.append(("person", person))
    }
    var taken: Set<String> = []
    wanted.removeAll { role, header in
      guard
        let found = source.headers.first(where: {
          !taken.contains($0) && HeaderRole.roles(of: $0).contains(header)
        })
      else { return true }
      taken.insert(found)
      columns.append((role, found))
      return false
    }
    // Visitors may be counted or named.
    if let index = columns.firstIndex(where: { $0.0 == "headcount" }),
      !columns.contains(where: { $0.0 == "person" }),
      let column = source.columns.first(where: { $0.header == columns[index].1 }),
      !column.entries.allSatisfy({
        $0.isEmpty || parseNumber($0, decimal: source.decimalMark) != nil
      })
    {
      columns[index].0 = "person"
    }
    if kind == .volunteering, !columns.contains(where: { $0.0 == "person" }),
      let name = source.headers.first(where: { HeaderRole.roles(of: $0).contains(.identifier) })
    {
      columns.append(("person", name))
    }
    return columns
  }

  /// A column that names places, and the places; else one place by the study's title.
  private func municipalities() -> (header: String?, names: [String]) {
    for header in surveys.first?.headers ?? []
    where HeaderRole.roles(of: header).contains(.municipality) {
      var names: [String] = []
      for source in surveys {
        guard let column = source.columns.first(where: { $0.header == header }) else { continue }
        for (entry, text) in column.entries.enumerated()
        where column.counts[entry] > 0 && !text.isEmpty && !names.contains(text) {
          names.append(text)
        }
      }
      let keys = Set(names.map(answerKey))
      if names.count >= 1, names.count <= 60, keys.count == names.count {
        return (header, names.sorted())
      }
    }
    return (nil, [title])
  }

  /// A column of personal codes: mostly different in a file, and there in every survey file.
  private func personHeader() -> String? {
    for header in surveys.first?.headers ?? []
    where HeaderRole.roles(of: header).contains(.person) || isCodeQuestion(header) {
      let isCode = surveys.allSatisfy { source in
        guard let column = source.columns.first(where: { $0.header == header }) else {
          return false
        }
        let different = column.counts.indices.count {
          column.counts[$0] > 0 && !column.entries[$0].isEmpty
        }
        let filled = column.counts.indices.reduce(0) {
          $0 + (column.entries[$1].isEmpty ? 0 : column.counts[$1])
        }
        return filled > 0 && different * 10 >= filled * 4
      }
      if isCode { return header }
    }
    return nil
  }

  private func isCodeQuestion(_ header: String) -> Bool {
    // Any question with the word "code": whether it is one is told by its answers.
    let words = folded(header).split { !$0.isLetter }.map(String.init)
    return words.contains {
      ["code", "kode", "kod", "koden", "koodi", "kood", "kods", "kodas", "kodą"].contains($0)
    }
  }

  // MARK: codebook.yaml

  private mutating func writeCodebook() {
    let entries = DraftVariables(
      surveys: surveys, reserved: reservedHeaders(), matching: matching
    ).all()
    codebook.comment(
      "Which column holds which question. Lines with CONFIRM are guesses: correct them where\n"
        + "they are wrong, then remove the confirm line.")
    codebook.pair("codebook", 1)
    codebook.space()
    for entry in entries.notRead { codebook.comment("not read: \(entry)") }
    guesses.append(contentsOf: entries.notRead.map { "not read: \($0)" })
    let variables = entries.variables
    groups = variables.filter(\.isGroup).map(\.id)
    for variable in variables {
      guesses.append("\(variable.id): \(variable.reason)")
    }
    codebook.section("variables") { section in
      for variable in variables {
        section.section(variable.id) { variable.write(&$0) }
      }
    }
  }

  /// Headers that have a special meaning and are no question.
  private func reservedHeaders() -> [String: String] {
    var reserved: [String: String] = [:]
    switch plan.rule {
    case .column(let header, _), .dates(let header): reserved[header] = "it tells the wave"
    case .files: break
    }
    if let header = municipalities().header { reserved[header] = "it names the municipality" }
    if let header = personHeader() { reserved[header] = "it links persons" }
    for source in surveys {
      for (role, header) in Self.roleColumns(source, .survey, person: nil) {
        reserved[header] = "it holds the \(role)"
      }
    }
    return reserved
  }
}
