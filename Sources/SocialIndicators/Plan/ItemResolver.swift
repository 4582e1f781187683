internal import Diagnostics
internal import SurveyData

/// Finds the codebook variables that answer the items of the library.
struct ItemResolver {
  /// What was found for an item.
  enum Resolution {
    case columns([ScoreColumn])
    case absent
    case fault(Diagnostic)
  }

  private struct Place {
    var file: String
    var variable: Codebook.Variable
  }

  private var places: [String: [Place]] = [:]
  private var waves: [String]
  /// The codebooks that read files of each municipality.
  private var codebooksOf: [(municipality: String, files: Set<String>)]

  init(study: StudyDefinition, codebooks: [Codebook]) {
    waves = study.waves.map(\.id)
    codebooksOf = study.municipalities.map { municipality in
      let sources = study.sources.filter { source in
        guard source.kind == .survey else { return false }
        // A column may name any municipality.
        guard case .constant(let id) = source.municipality else { return true }
        return id == municipality.id || id == municipality.name
      }
      let files = sources.compactMap { $0.codebook ?? codebooks.first?.file }
      return (municipality.id, Set(files))
    }
    for codebook in codebooks {
      for variable in codebook.variables {
        if let item = variable.item {
          places[item, default: []].append(Place(file: codebook.file, variable: variable))
        }
      }
    }
  }

  func resolve(
    _ item: IndicatorDefinition.Item, of definition: IndicatorDefinition, wasAskedFor: Bool
  ) -> Resolution {
    guard let found = places[item.id], let first = found.first else { return .absent }
    if let other = found.first(where: { $0.variable.id != first.variable.id }) {
      return fault(
        other, "indicator.item-twice",
        "the item \(item.id) is answered by \(first.variable.id) (\(first.file)) too",
        expected: "one variable id for an item in all codebooks",
        hint: "give both variables the same id")
    }
    for place in found {
      if let fault = mismatch(item, place) { return .fault(fault) }
    }
    let variable = first.variable
    func column(_ name: String, counts: Bool = true) -> ScoreColumn {
      ScoreColumn(
        item: item.id, variable: variable.id, column: name, low: item.low, high: item.high,
        isReversed: item.isReversed, missingCodes: item.missingCodes, counts: counts)
    }
    guard variable.kind == .multiple else { return .columns([column(variable.id)]) }
    return .columns(
      variable.answers.map { column("\(variable.id).\($0.key)", counts: $0.value > 0) })
  }

  /// Which of the items have wordings that differ between waves, by municipality.
  ///
  /// A wave without a version has the same wording as the others. Towns may word an item each in
  /// their own language: only the codebooks of a town's own files are compared.
  func rewordedItems(of items: [String]) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for (municipality, files) in codebooksOf {
      let reworded = items.filter { item in
        var versions: Set<String> = []
        for place in places[item] ?? [] where files.contains(place.file) {
          for wave in waves {
            if let version = place.variable.wording[wave] { versions.insert(version) }
          }
        }
        return versions.count > 1
      }
      if !reworded.isEmpty { found[municipality] = reworded }
    }
    return found
  }

  /// Why a variable cannot answer an item, or nil where it can.
  private func mismatch(_ item: IndicatorDefinition.Item, _ place: Place) -> Diagnostic? {
    let variable = place.variable
    let ends: (low: Double, high: Double)?
    switch variable.kind {
    case .scale:
      ends = variable.low.flatMap { low in variable.high.map { (low, $0) } }
    case .choice:
      let values = variable.answers.map(\.value)
      ends = values.min().flatMap { low in values.max().map { (low, $0) } }
    case .multiple:
      ends = (0, 1)
    case .number:
      guard item.isReversed || !item.missingCodes.isEmpty else { return nil }
      return diagnostic(
        place, "indicator.item-kind", "a number cannot be reversed or recoded",
        expected: "kind: scale with low and high", hint: nil)
    case .date, .text:
      return diagnostic(
        place, "indicator.item-kind", "\(variable.kind.rawValue) cannot answer \(item.id)",
        expected: "kind: scale or choice", hint: nil)
    }
    guard let ends else {
      return diagnostic(
        place, "indicator.scale", "the scale has no ends",
        expected:
          "low: \(shortNumber(item.low)) and high: \(shortNumber(item.high)), as in \(item.id)",
        hint: nil)
    }
    if ends.low == item.low, ends.high == item.high { return nil }
    return diagnostic(
      place, "indicator.scale",
      "the answers run from \(shortNumber(ends.low)) to \(shortNumber(ends.high))",
      expected: "\(shortNumber(item.low)) to \(shortNumber(item.high)), as in \(item.id)",
      hint: "a scale with other ends is another item: figures must not be mixed")
  }

  private func diagnostic(
    _ place: Place, _ code: String, _ finding: String, expected: String, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      code, .error,
      at: .init(file: place.file, line: place.variable.line, column: place.variable.id), finding,
      expected: expected, hint: hint)
  }

  private func fault(
    _ place: Place, _ code: String, _ finding: String, expected: String, hint: String?
  ) -> Resolution {
    .fault(diagnostic(place, code, finding, expected: expected, hint: hint))
  }
}
