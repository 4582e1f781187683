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
///   - settings: what a person said beforehand.
/// - Returns: the files as text, and the guesses.
package func draftStudy(
  title: String, sources: [DraftSource], items: [DraftItem], settings: DraftSettings = .init()
) -> StudyDraft {
  var drafting = StudyDrafting(title: title, sources: sources, items: items, settings: settings)
  drafting.write()
  return StudyDraft(
    studyYAML: drafting.study.text, codebookYAML: drafting.codebook.text,
    indicatorsYAML: drafting.own.isEmpty ? nil : draftedIndicators(drafting.own),
    guesses: drafting.guesses)
}

struct StudyDrafting {
  let title: String
  let sources: [DraftSource]
  let matching: ItemMatching
  let settings: DraftSettings
  private(set) var study = DraftWriter()
  private(set) var codebook = DraftWriter()
  private(set) var guesses: [String] = []
  private let kinds: [SourceDefinition.Kind]
  private let plan: WavePlan
  private var groups: [String] = []
  /// The study's own indicators.
  private(set) var own: [DraftedIndicator] = []
  /// Indicators that a person may declare as primary, best first.
  private var candidates: [String] = []

  init(title: String, sources: [DraftSource], items: [DraftItem], settings: DraftSettings) {
    self.title = title
    self.settings = settings
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
    // A form stamps its answers; a register has at most one day a row.
    let loose = isShort ? Set(source.headers.flatMap(HeaderRole.looseRoles)) : roles
    if !roles.contains(.timestamp), source.headers.count <= 10 {
      if loose.contains(.hours), !loose.contains(.headcount) { return .volunteering }
      if loose.contains(.headcount), loose.contains(.event) || loose.contains(.date) {
        return .attendance
      }
    }
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
      "Drafted from the raw files. Every line with CONFIRM is a guess or a gap:\n"
        + "  1. read it, and correct it where it is wrong;\n"
        + "  2. remove the line confirm: below it, which says that a person has looked.\n"
        + "perlemor check lists what is left; perlemor run works meanwhile.")
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
      study.comment(
        "There is one wave only: the report tells how things are. A change needs the second file:\n"
          + "add a wave here,  after: {label: After, from: 2026-03-01, to: 2026-03-31},\n"
          + "and its file under sources with wave: after.")
    }
    study.space()
    let person = personHeader()
    let isLinked = person.map(comesBack) ?? false
    let placeGuesses = places.names.map { name in
      guess("\(name): \(openQuestions(isLinked: isLinked, ofOne: places.names.count == 1))")
    }
    let settings = settings
    study.section("municipalities") { list in
      for (name, guess) in zip(places.names, placeGuesses) {
        list.element {
          Self.writePlace(
            name, settings, isLinked: isLinked, ofOne: places.names.count == 1, why: guess, &$0)
        }
      }
    }
    study.space()
    writeSources(places, person: person)
    study.space()
    let chosen = candidates.isEmpty ? ["ID", "ID", "ID"] : candidates
    study.comment(
      "Primary outcomes: the 3 to 5 results that decide whether the project worked. Only you can\n"
        + "choose them, and before anybody looks at the results; all others are exploratory. To\n"
        + "declare them, remove the # of the next two lines and keep the ids that you mean:\n"
        + "outcomes:\n  primary: [\(chosen.joined(separator: ", "))]")
    if !groups.isEmpty {
      study.space()
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
      var text = "\(source.file) is read as \(kind.rawValue), with these columns"
      if plan.waves.count > 1, !plan.tells(source) {
        text += "; nothing says which wave its rows belong to"
        if kind != .survey { text += ": keep one file for each" }
      }
      let why = guess(text)
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
            body.pair("municipality", Self.placeID(first), comment: "CONFIRM: whose file is this?")
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
    let last = plan.wave(ofRegister: source) ?? plan.waves.last?.id ?? "before"
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
          ?? (kind == .survey
            ? nil
            : source.headers.first(where: {
              !taken.contains($0) && HeaderRole.looseRoles(of: $0).first == header
            }))
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
      let keys = Set(names.map(Self.placeID))
      if names.count >= 1, names.count <= 60, keys.count == names.count {
        return (header, names.sorted())
      }
    }
    return (nil, [settings.name ?? title])
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

  /// Whether codes of one wave come back in the other.
  private func comesBack(_ header: String) -> Bool {
    guard plan.waves.count > 1 else { return false }
    var counts: [String: Int] = [:]
    for source in surveys {
      for column in source.columns where column.header == header {
        for (entry, text) in column.entries.enumerated() where !text.isEmpty {
          counts[folded(text), default: 0] += column.counts[entry]
        }
      }
    }
    return counts.values.count { $0 >= 2 } * 20 >= counts.count
  }

  private func isCodeQuestion(_ header: String) -> Bool {
    // Any question with the word "code": whether it is one is told by its answers.
    let words = folded(header).split { !$0.isLetter }.map(String.init)
    return words.contains {
      [
        "code", "kode", "kod", "koden", "koodi", "koodisi", "kood", "koodi", "kods", "kodas",
        "kodą", "kodu", "kodēt", "pseudonym", "pseudonim", "nimimerkki", "kennwort", "codewort",
      ].contains($0)
    }
  }

  // MARK: codebook.yaml

  private mutating func writeCodebook() {
    let entries = DraftVariables(
      surveys: surveys, reserved: reservedHeaders(), matching: matching
    ).all()
    codebook.comment(
      "Which column holds which question, and what its answers mean. Look at each question's kind,\n"
        + "at the ends of its scale and at the order of its answers (the numbers are what is counted),\n"
        + "correct what is wrong, then remove its confirm line. A question that the library or\n"
        + "indicators/drafted.yaml knows has an item and gets a page in the report.")
    codebook.pair("codebook", 1)
    codebook.space()
    for entry in entries.notRead { codebook.comment("not read: \(entry)") }
    guesses.append(contentsOf: entries.notRead.map { "not read: \($0)" })
    let variables = entries.variables
    own = variables.compactMap(\.own)
    candidates = Self.candidates(variables)
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

  /// One indicator a dimension first, means before shares; in the order of the questions.
  private static func candidates(_ variables: [DraftVariable]) -> [String] {
    var seen: Set<String> = []
    var first: [String] = []
    var rest: [String] = []
    for variable in variables where variable.guess.kind != .multiple {
      if let indicator = variable.indicator {
        if seen.insert(indicator).inserted { first.append(indicator) }
      } else if let own = variable.own {
        let isNew = own.score == .mean && seen.insert(own.meaning.dimension).inserted
        if isNew { first.append(own.id) } else { rest.append(own.id) }
      }
    }
    let all = first + rest
    return Array(all.prefix(5))
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
