import DefinitionFiles
package import Diagnostics
import Fingerprints
import FoundationEssentials

/// A study folder as read: what it declares, its codebooks, and everything that is wrong with them.
package struct StudyFolder: Sendable {
  /// Nil only where `study.yaml` cannot be read at all or names no wave, municipality or source.
  package var study: StudyDefinition?
  /// The codebooks in the order of the study.
  package var codebooks: [Codebook]
  package var diagnostics: DiagnosticList
}

/// Reads `study.yaml` and reports all of its faults at once.
package func readStudy(
  folder: String, knownIndicators: [String]
) -> (StudyDefinition?, DiagnosticList) {
  let read = readStudyFolder(folder, knownIndicators: knownIndicators)
  return (read.study, read.diagnostics)
}

/// Reads `study.yaml` with its codebooks and reports all faults of both at once.
///
/// - Parameters:
///   - folder: the study folder.
///   - knownIndicators: ids of the library; empty turns the check of ids off.
///   - knownItems: item ids of the library; empty turns the check off.
/// - Returns: the study with its codebooks, and all findings in file order.
package func readStudyFolder(
  _ folder: String, knownIndicators: [String] = [], knownItems: [String] = []
) -> StudyFolder {
  var result = StudyFolder(
    study: nil, codebooks: [], diagnostics: DiagnosticList(keptPerKind: .max))
  let path = folder + "/study.yaml"
  guard
    let bytes = readBytes(path: path, name: "study.yaml", into: &result.diagnostics),
    let root = parseDefinition(bytes: bytes, name: "study.yaml", into: &result.diagnostics)
  else { return result }
  let faults = DefinitionFaults(file: "study.yaml")
  let reading = StudyReading(folder: folder, faults: faults)
  let study = reading.read(
    DefinitionReader(root, faults: faults), fingerprint: fingerprint(of: bytes))
  for name in study?.codebooks ?? [] {
    let codebook = readCodebook(
      path: folder + "/" + name, name: name, waves: study?.waves.map(\.id) ?? [],
      knownItems: knownItems, into: &result.diagnostics)
    if let codebook { result.codebooks.append(codebook) }
  }
  if let study {
    let checks = StudyChecks(
      study: study, codebooks: result.codebooks, knownIndicators: knownIndicators,
      root: root, faults: faults)
    checks.run()
  }
  // Faults of the study stand before those of its codebooks, in file order.
  var all = DiagnosticList(keptPerKind: .max)
  all.append(
    contentsOf: faults.list.all.enumerated().sorted {
      ($0.element.place.line ?? 0, $0.element.place.position ?? 0, $0.offset)
        < ($1.element.place.line ?? 0, $1.element.place.position ?? 0, $1.offset)
    }.map(\.element))
  all.append(contentsOf: result.diagnostics.all)
  result.diagnostics = all
  result.study = study
  return result
}

/// Decodes the parts of `study.yaml`; what hangs together is checked in `StudyChecks`.
struct StudyReading {
  let folder: String
  let faults: DefinitionFaults

  func read(_ root: DefinitionReader, fingerprint: String) -> StudyDefinition? {
    _ = root.choice("perlemor", of: ["1"], required: true)
    let title = root.string("title", required: true)
    let description = root.string("description")
    let languages = root.strings("languages") ?? ["en"]
    for language in languages where !isLanguageTag(language) {
      root.report(
        "study.language-tag", at: "languages", "\"\(shortened(language))\" is no language",
        expected: "a tag such as en, lv or pt-BR")
    }
    checkLength(title, of: "title", in: root)
    var codebooks = root.strings("codebooks") ?? []
    if let one = root.string("codebook") { codebooks.insert(one, at: 0) }
    if codebooks.isEmpty {
      root.report(
        "study.no-codebook", "no codebook is named", expected: "codebook: codebook.yaml")
    }
    let waves = readWaves(root)
    let municipalities = readMunicipalities(root, waves: waves)
    let sources = readSources(root, municipalities: municipalities)
    let indicators = root.value("indicators")?.text == "all" ? [] : root.strings("indicators")
    var primary: [String] = []
    var margins: [String: Double] = [:]
    if let outcomes = root.map("outcomes") {
      primary = outcomes.strings("primary") ?? []
      for (id, margin) in outcomes.numbers("margins") ?? [] {
        if margin > 0 {
          margins[id] = margin
        } else {
          outcomes.report(
            "study.margin", at: "margins", "the margin of \(id) is \(margin)",
            expected: "a number above 0")
        }
      }
      noteGuess(outcomes)
      outcomes.finish()
    }
    var groups: [String] = []
    for group in root.strings("groups") ?? [] {
      if groups.contains(group) {
        root.report(
          "study.group-twice", .warning, at: "groups", "\(shortened(group)) stands here again",
          expected: "every variable once", hint: "it is used once")
      } else {
        groups.append(group)
      }
    }
    let texts = root.texts("texts") ?? []
    noteGuess(root)
    root.finish()
    guard !waves.isEmpty, !municipalities.isEmpty, !sources.isEmpty else { return nil }
    return StudyDefinition(
      title: title ?? "Untitled study", description: description, languages: languages,
      waves: waves, municipalities: municipalities, sources: sources, codebooks: codebooks,
      indicators: indicators ?? [], primaryOutcomes: primary, margins: margins, groups: groups,
      texts: Dictionary(texts.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first }),
      folder: folder, fingerprint: fingerprint)
  }

  private func readWaves(_ root: DefinitionReader) -> [WaveDefinition] {
    guard let members = root.maps("waves", required: true) else { return [] }
    if members.isEmpty {
      root.report("study.no-waves", at: "waves", "no wave is named", expected: "before, after")
    }
    if members.count > 200 {
      root.report("study.waves", at: "waves", "there are \(members.count) waves", expected: "≤ 200")
    }
    return members.prefix(200).map { id, reader in
      checkIdentifier(id, "wave", in: reader)
      checkLength(reader.string("label"), of: "label", in: reader)
      let wave = WaveDefinition(
        id: id, label: reader.string("label") ?? id.prefix(1).uppercased() + id.dropFirst(),
        from: reader.date("from"), to: reader.date("to"))
      noteGuess(reader)
      reader.finish()
      return wave
    }
  }

  private func readMunicipalities(
    _ root: DefinitionReader, waves: [WaveDefinition]
  ) -> [Municipality] {
    guard let list = root.list("municipalities", required: true) else { return [] }
    var municipalities: [Municipality] = []
    for reader in list {
      let id = reader.string("id", required: true)
      let name = reader.string("name")
      let country = reader.string("country", required: true)
      let inhabitants = reader.int("inhabitants", in: 1...Int.max, required: true)
      let adults = reader.int("adults", in: 1...Int.max)
      let role = reader.choice("role", of: Municipality.Role.self) ?? .uptake
      let uptakeYear = reader.int("uptake_year", in: 1900...2200)
      let relation = reader.choice("relation", of: ["fresh", "shared", "linked"]) ?? "fresh"
      let sampling = readSampling(reader, waves: waves)
      let margins = readMargins(reader, waves: waves)
      noteGuess(reader)
      reader.finish()
      guard let id else { continue }
      checkIdentifier(id, "municipality", in: reader, at: "id")
      checkLength(name, of: "name", in: reader)
      if municipalities.contains(where: { $0.id == id }) {
        reader.report(
          "study.duplicate-id", at: "id", "the municipality \(id) stands here again",
          expected: "every id once")
        continue
      }
      municipalities.append(
        Municipality(
          id: id, name: name ?? id, country: (country ?? "").uppercased(),
          inhabitants: inhabitants ?? 0, adults: adults, role: role, uptakeYear: uptakeYear,
          relation: relation, sampling: sampling, margins: margins))
    }
    return municipalities
  }

  private func readSampling(
    _ municipality: DefinitionReader, waves: [WaveDefinition]
  ) -> [String: SamplingDeclaration] {
    guard let reader = municipality.map("sampling", required: true) else { return [:] }
    if reader.has("design")
      || !reader.keys.contains(where: { key in waves.contains { $0.id == key } })
    {
      let sampling = readDeclaration(reader)
      return Dictionary(waves.map { ($0.id, sampling) }, uniquingKeysWith: { first, _ in first })
    }
    var byWave: [String: SamplingDeclaration] = [:]
    for wave in waves {
      if let inner = reader.map(wave.id, required: true) {
        byWave[wave.id] = readDeclaration(inner)
      }
    }
    noteGuess(reader)
    reader.finish()
    return byWave
  }

  /// A change corrected where its levels are not would claim more of less: there is no such case.
  private enum Correction: String, CaseIterable { case levels, both, none }

  private func readDeclaration(_ reader: DefinitionReader) -> SamplingDeclaration {
    let design = reader.choice("design", of: SamplingDeclaration.Design.self, required: true)
    let population = reader.int("population", in: 1...Int.max)
    let eligible = reader.int("eligible", in: 1...Int.max)
    let invited = reader.int("invited", in: 0...Int.max)
    let stratum = reader.string("stratum")
    var sizes: [String: Int] = [:]
    for (level, size) in reader.numbers("sizes") ?? [] {
      if size >= 1, size == size.rounded(), size < 1e15 {
        sizes[level] = Int(size)
      } else {
        reader.report(
          "study.stratum-size", at: "sizes", "the size of \(level) is \(size)",
          expected: "a whole number of at least 1")
      }
    }
    let clusters = reader.strings("clusters") ?? []
    let fpc = reader.choice("fpc", of: Correction.self)
    if population != nil, eligible != nil {
      reader.report(
        "study.population-twice", at: "eligible", "population and eligible are both given",
        expected: "one of them")
    }
    noteGuess(reader)
    reader.finish()
    // Non-response is not sampling: where everybody was asked, nothing was drawn, and a correction
    // would print the silence of the others as certainty.
    let isDrawn = design == .simple || design == .stratified || design == .clustered
    return SamplingDeclaration(
      design: design ?? .simple, population: population ?? eligible, invited: invited,
      stratum: stratum, stratumSizes: sizes, clusters: clusters,
      fpcForLevels: fpc.map { $0 == .levels || $0 == .both } ?? isDrawn,
      fpcForChange: fpc.map { $0 == .both } ?? isDrawn)
  }

  private func readMargins(
    _ municipality: DefinitionReader, waves: [WaveDefinition]
  ) -> [String: [CalibrationMargin]] {
    guard let reader = municipality.map("margins") else { return [:] }
    func tables(_ reader: DefinitionReader) -> [CalibrationMargin] {
      reader.members().map { variable, _, levels in
        let counts = levels.numbers()
        for (level, count) in counts where count < 0 {
          levels.report(
            "study.margin-count", at: level, "the count is \(count)",
            expected: "a number of persons")
        }
        return CalibrationMargin(
          variable: variable, levels: counts.map(\.key), values: counts.map(\.number))
      }
    }
    let ids = Set(waves.map(\.id))
    if !reader.keys.isEmpty, reader.keys.allSatisfy(ids.contains) {
      return Dictionary(
        reader.members().map { ($0.key, tables($0.reader)) },
        uniquingKeysWith: { first, _ in first })
    }
    let shared = tables(reader)
    return Dictionary(waves.map { ($0.id, shared) }, uniquingKeysWith: { first, _ in first })
  }

  private func readSources(
    _ root: DefinitionReader, municipalities: [Municipality]
  ) -> [SourceDefinition] {
    guard let list = root.list("sources", required: true) else { return [] }
    var sources: [SourceDefinition] = []
    for reader in list {
      let file = reader.string("file", required: true)
      let kind = reader.choice("kind", of: SourceDefinition.Kind.self) ?? .survey
      let only = municipalities.count == 1 ? municipalities.first?.id : nil
      let municipality =
        readBinding(reader, "municipality", required: only == nil) ?? only.map { .constant($0) }
      let wave = readBinding(reader, "wave", required: true)
      let format = readFormat(reader)
      let columns = readColumns(reader)
      let codebook = reader.string("codebook")
      noteGuess(reader)
      reader.finish()
      guard let file else { continue }
      sources.append(
        SourceDefinition(
          file: file, kind: kind, municipality: municipality ?? .constant(""),
          wave: wave ?? .constant(""), format: format, columns: columns, codebook: codebook,
          line: reader.line))
    }
    return sources
  }

  private func readBinding(
    _ reader: DefinitionReader, _ key: String, required: Bool
  ) -> SourceDefinition.Binding? {
    guard let value = reader.value(key, required: required) else { return nil }
    if let text = value.text { return .constant(text) }
    guard let inner = reader.map(key) else { return nil }
    let column = inner.string("column", required: true)
    let values = inner.texts("values") ?? []
    noteGuess(inner)
    inner.finish()
    return column.map {
      .column(
        $0, values: Dictionary(values.map { ($0.key, $0.text) }, uniquingKeysWith: { a, _ in a }))
    }
  }

  private func readFormat(_ source: DefinitionReader) -> [String: String] {
    guard let reader = source.map("format") else { return [:] }
    var format: [String: String] = [:]
    format["encoding"] = reader.string("encoding")
    format["delimiter"] = reader.string("delimiter")
    format["decimal"] = reader.choice("decimal", of: ["comma", "dot", ",", "."])
    format["sheet"] = reader.string("sheet")
    format["header_row"] = reader.int("header_row", in: 1...1_048_576).map(String.init)
    reader.finish()
    return format
  }

  /// The columns with a special meaning.
  static let columnRoles = [
    "person", "weight", "event", "date", "event_type", "resident", "first_time", "hours",
    "headcount", "organisation", "group", "method", "capacity",
  ]

  private func readColumns(_ source: DefinitionReader) -> [String: String] {
    guard let reader = source.map("columns") else { return [:] }
    var columns: [String: String] = [:]
    for role in Self.columnRoles { columns[role] = reader.string(role) }
    noteGuess(reader)
    reader.finish()
    return columns
  }

  private func noteGuess(_ reader: DefinitionReader) { reportGuess(reader) }
}

/// Warns of a guess of `init` that no person has confirmed yet; true where there is one.
@discardableResult
func reportGuess(_ reader: DefinitionReader) -> Bool {
  guard let guess = reader.string("confirm"), guess.lowercased() != "false" else { return false }
  let what = guess.lowercased() == "true" ? "this was guessed" : "guessed: \(guess)"
  reader.report(
    "definition.unconfirmed", .warning, at: "confirm", what, expected: "a person's confirmation",
    hint: "correct it where it is wrong, then remove the line confirm")
  return true
}
