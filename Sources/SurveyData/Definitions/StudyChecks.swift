import DefinitionFiles
import Diagnostics
import FoundationEssentials

/// Checks what only shows when the parts of a study are held against each other.
struct StudyChecks {
  let study: StudyDefinition
  let codebooks: [Codebook]
  let knownIndicators: [String]
  let root: DefinitionNode
  let faults: DefinitionFaults

  func run() {
    checkWaves()
    for (index, municipality) in study.municipalities.enumerated() {
      let node = root["municipalities"]?.elements.flatMap {
        $0.first { $0["id"]?.text == municipality.id }
      }
      checkMunicipality(municipality, node, path: "municipalities[\(index + 1)]")
    }
    for (index, source) in study.sources.enumerated() {
      checkSource(source, index: index)
    }
    checkCoverage()
    checkOutcomes()
    checkVariables(study.groups, at: root["groups"], path: "groups")
    for (section, file) in study.texts.sorted(by: { $0.key < $1.key }) {
      requireFile(file, at: root["texts"]?[section], path: "texts.\(section)")
    }
  }

  private func report(
    _ code: String, _ severity: Diagnostic.Severity = .error, at node: DefinitionNode?,
    path: String, _ finding: String, expected: String? = nil, hint: String? = nil
  ) {
    faults.report(
      code, severity, line: node?.line, position: node?.position, path: path, finding,
      expected: expected, hint: hint)
  }

  private func checkWaves() {
    var last: (day: String, wave: String)?
    for wave in study.waves {
      let node = root["waves"]?[wave.id]
      if let from = wave.from, let to = wave.to, from > to {
        report(
          "study.dates", at: node?["to"], path: "waves.\(wave.id)",
          "the wave ends on \(to), before it begins on \(from)", expected: "from before to")
      }
      if let last, let from = wave.from, from < last.day {
        report(
          "study.dates", at: node?["from"], path: "waves.\(wave.id)",
          "the wave begins on \(from), before \(last.wave) ends on \(last.day)",
          expected: "waves in time order")
      }
      if let day = wave.to ?? wave.from { last = (day, wave.id) }
    }
  }

  private func checkMunicipality(
    _ municipality: Municipality, _ node: DefinitionNode?, path: String
  ) {
    if !countryCodes.contains(municipality.country) {
      report(
        "study.country", .warning, at: node?["country"], path: "\(path).country",
        "\(municipality.country) is not a country code", expected: "ISO 3166 alpha-2, such as EE")
    }
    // Inhabitants that could not be read are 0 and reported already.
    let inhabitants = municipality.inhabitants
    if let adults = municipality.adults, inhabitants > 0, adults > inhabitants {
      report(
        "study.adults", at: node?["adults"], path: "\(path).adults",
        "there are more adults (\(adults)) than inhabitants (\(municipality.inhabitants))",
        expected: "at most the inhabitants")
    }
    if municipality.role == .uptake, municipality.uptakeYear == nil {
      report(
        "study.uptake-year", .warning, at: node, path: "\(path).uptake_year",
        "the uptake year is not given", expected: "uptake_year: 2025",
        hint: "or role: comparison")
    }
    for wave in study.waves {
      guard let sampling = municipality.sampling[wave.id] else { continue }
      var place = node?["sampling"]
      if let inner = place?[wave.id] { place = inner }
      // One declaration for all waves is checked once.
      if place?.line == node?["sampling"]?.line, wave.id != study.waves.first?.id { continue }
      checkSampling(sampling, municipality, place, path: "\(path).sampling")
    }
    for wave in study.waves {
      var place = node?["margins"]
      if let inner = place?[wave.id] {
        place = inner
      } else if wave.id != study.waves.first?.id {
        continue
      }
      checkMargins(
        municipality.margins[wave.id] ?? [], place,
        population: municipality.sampling[wave.id]?.population, path: "\(path).margins")
    }
    if municipality.relation == "linked" {
      let files = study.sources.filter { source in
        guard source.kind == .survey else { return false }
        if case .constant(let id) = source.municipality { return id == municipality.id }
        return true
      }
      for source in files where source.columns["person"] == nil {
        report(
          "study.linked-without-person", at: node?["relation"], path: "\(path).relation",
          "the waves are linked but \(source.file) names no person column",
          expected: "columns: {person: HEADER} in the source",
          hint: "use relation: fresh if persons cannot be matched")
      }
    }
  }

  private func checkSampling(
    _ sampling: SamplingDeclaration, _ municipality: Municipality, _ node: DefinitionNode?,
    path: String
  ) {
    if sampling.design == .stratified, sampling.stratum == nil || sampling.stratumSizes.isEmpty {
      report(
        "study.strata-incomplete", at: node, path: path,
        "the design is stratified but \(sampling.stratum == nil ? "stratum" : "sizes") is missing",
        expected: "stratum: VARIABLE and sizes: {level: N}")
    }
    if sampling.design == .clustered, sampling.clusters.isEmpty {
      report(
        "study.no-clusters", at: node, path: path, "the design is clustered but names no clusters",
        expected: "clusters: [VARIABLE]")
    }
    let needsPopulation =
      sampling.design == .simple && (sampling.fpcForLevels || sampling.fpcForChange)
      || sampling.design == .census
    if needsPopulation, sampling.population == nil {
      report(
        "study.no-population", .warning, at: node, path: path,
        "the \(sampling.design == .census ? "number of eligible persons" : "population") is not given",
        expected: sampling.design == .census ? "eligible: N" : "population: N",
        hint: "without it no finite population correction applies and totals are not possible")
    }
    if let population = sampling.population, municipality.inhabitants > 0,
      population > municipality.inhabitants
    {
      report(
        "study.population", at: node?["population"] ?? node?["eligible"], path: path,
        "the population (\(population)) exceeds the inhabitants (\(municipality.inhabitants))",
        expected: "at most the inhabitants")
    }
    if let invited = sampling.invited, let population = sampling.population, invited > population,
      sampling.design != .open
    {
      report(
        "study.invited", at: node?["invited"], path: "\(path).invited",
        "more persons were invited (\(invited)) than there are (\(population))",
        expected: "at most the population")
    }
    if sampling.design == .stratified, let population = sampling.population {
      let sum = sampling.stratumSizes.values.reduce(0, +)
      if sum != population, !sampling.stratumSizes.isEmpty {
        report(
          "study.stratum-sum", .warning, at: node?["sizes"], path: "\(path).sizes",
          "the strata hold \(sum) persons but the population is \(population)",
          expected: "the same number")
      }
    }
    let variables = [sampling.stratum].compactMap { $0 } + sampling.clusters
    checkVariables(variables, at: node?["stratum"] ?? node?["clusters"], path: path)
    if let stratum = sampling.stratum {
      for level in sampling.stratumSizes.keys.sorted() {
        checkLevel(level, of: stratum, at: node?["sizes"], path: "\(path).sizes")
      }
      for codebook in codebooks {
        guard let variable = codebook[stratum], variable.kind == .choice,
          !sampling.stratumSizes.isEmpty
        else { continue }
        for answer in variable.answers where sampling.stratumSizes[answer.key] == nil {
          report(
            "study.stratum-size-missing", .warning, at: node?["sizes"], path: "\(path).sizes",
            "the stratum \(answer.key) has no size", expected: "\(answer.key): N")
        }
      }
    }
  }

  private func checkMargins(
    _ margins: [CalibrationMargin], _ node: DefinitionNode?, population: Int?, path: String
  ) {
    for margin in margins {
      let place = node?[margin.variable]
      checkVariables([margin.variable], at: place, path: path)
      for level in margin.levels {
        checkLevel(level, of: margin.variable, at: place, path: "\(path).\(margin.variable)")
      }
    }
    let sums = margins.map { $0.values.reduce(0, +) }
    if let population,
      let sum = sums.first(where: {
        $0 > 0 && ($0 - Double(population)).magnitude > 0.1 * Double(population)
      })
    {
      report(
        "study.margin-population", .warning, at: node, path: path,
        "the margins add up to \(shortNumber(sum)), but the population is \(population)",
        expected: "the population that was sampled from",
        hint: "shares are not changed by it, totals are")
    }
    if let low = sums.min(), let high = sums.max(), high > 0, (high - low) / high > 0.02 {
      report(
        "study.margin-sums", .warning, at: node, path: path,
        "the margins add up to different populations "
          + "(\(sums.map(shortNumber).joined(separator: ", ")))",
        expected: "the same population for every variable")
    }
  }

  private func checkSource(_ source: SourceDefinition, index: Int) {
    let node = root["sources"]?.elements.flatMap { $0.first { $0.line == source.line } }
    let path = "sources[\(index + 1)]"
    requireFile(source.file, at: node?["file"], path: "\(path).file")
    let municipalities = study.municipalities.map(\.id)
    let waves = study.waves.map(\.id)
    checkBinding(
      source.municipality, among: municipalities, "municipality", node?["municipality"], path)
    checkBinding(source.wave, among: waves, "wave", node?["wave"], path)
    if let codebook = source.codebook, !study.codebooks.contains(codebook) {
      report(
        "study.unknown-codebook", at: node?["codebook"], path: "\(path).codebook",
        "\(codebook) is not among the study's codebooks",
        expected: "one of \(study.codebooks.joined(separator: ", "))",
        hint: suggestion(codebook, study.codebooks))
    }
    switch source.kind {
    case .survey: break
    case .attendance:
      if source.columns["person"] == nil, source.columns["headcount"] == nil {
        report(
          "study.attendance-columns", at: node, path: path,
          "neither a person nor a headcount column is named",
          expected: "columns: {person: HEADER} or {headcount: HEADER}")
      }
    case .volunteering:
      if source.columns["hours"] == nil {
        report(
          "study.volunteering-columns", at: node, path: path, "no column of hours is named",
          expected: "columns: {hours: HEADER}")
      }
    }
    if study.sources[..<index].contains(where: {
      $0.file == source.file && $0.format["sheet"] == source.format["sheet"]
        && $0.kind == source.kind
    }) {
      report(
        "study.file-twice", at: node?["file"], path: "\(path).file",
        "\(source.file) is read by another source already", expected: "every file once",
        hint: "rows would be counted twice")
    }
  }

  private func checkBinding(
    _ binding: SourceDefinition.Binding, among ids: [String], _ what: String,
    _ node: DefinitionNode?, _ path: String
  ) {
    func check(_ id: String, at place: DefinitionNode?) {
      guard !id.isEmpty, !ids.contains(id) else { return }
      report(
        "study.unknown-\(what)", at: place, path: "\(path).\(what)", "there is no \(what) \(id)",
        expected: "one of \(ids.joined(separator: ", "))", hint: suggestion(id, ids))
    }
    switch binding {
    case .constant(let id): check(id, at: node)
    case .column(_, let values):
      for (raw, id) in values.sorted(by: { $0.key < $1.key }) {
        check(id, at: node?["values"]?[raw])
      }
    }
  }

  /// Every wave needs a survey source, unless a column tells the waves apart.
  private func checkCoverage() {
    let surveys = study.sources.filter { $0.kind == .survey }
    if surveys.isEmpty {
      report(
        "study.no-survey", at: root["sources"], path: "sources", "no source is a survey",
        expected: "a source with kind: survey")
      return
    }
    for wave in study.waves {
      let isCovered = surveys.contains { source in
        switch source.wave {
        case .constant(let id): id == wave.id
        case .column(_, let values): values.isEmpty || values.values.contains(wave.id)
        }
      }
      if !isCovered {
        report(
          "study.wave-without-source", at: root["waves"]?[wave.id], path: "waves.\(wave.id)",
          "no survey source belongs to the wave \(wave.id)", expected: "a source with this wave")
      }
    }
    for municipality in study.municipalities {
      let isCovered = surveys.contains { source in
        switch source.municipality {
        case .constant(let id): id == municipality.id
        case .column(_, let values): values.isEmpty || values.values.contains(municipality.id)
        }
      }
      if !isCovered {
        let node = root["municipalities"]?.elements.flatMap {
          $0.first { $0["id"]?.text == municipality.id }
        }
        report(
          "study.municipality-without-source", at: node, path: "municipalities",
          "no survey source belongs to \(municipality.id)",
          expected: "a source with this municipality")
      }
    }
  }

  private func checkOutcomes() {
    let primary = study.primaryOutcomes
    let node = root["outcomes"]?["primary"]
    if !(3...5).contains(primary.count) {
      report(
        "study.primary-outcomes", .warning, at: node ?? root, path: "outcomes.primary",
        primary.isEmpty
          ? "no primary outcomes are declared" : "\(primary.count) primary outcomes are declared",
        expected: "3 to 5, declared before the data were seen",
        hint: "all other results are exploratory")
    }
    func check(_ ids: [String], _ node: DefinitionNode?, _ path: String) {
      for (index, id) in ids.enumerated()
      where !knownIndicators.isEmpty && !knownIndicators.contains(id) {
        report(
          "study.unknown-indicator", at: node?.elements?[safely: index] ?? node?[id] ?? node,
          path: path, "the library has no indicator \(id)", expected: "an indicator id",
          hint: suggestion(id, knownIndicators) ?? "perlemor catalogue lists them")
      }
    }
    check(primary, node, "outcomes.primary")
    check(study.margins.keys.sorted(), root["outcomes"]?["margins"], "outcomes.margins")
    check(study.indicators, root["indicators"], "indicators")
    for id in primary where !study.indicators.isEmpty && !study.indicators.contains(id) {
      report(
        "study.primary-not-computed", at: node, path: "outcomes.primary",
        "\(id) is a primary outcome but not among the indicators",
        expected: "\(id) in indicators")
    }
  }

  private func checkVariables(_ ids: [String], at node: DefinitionNode?, path: String) {
    guard !codebooks.isEmpty else { return }
    let known = codebooks.flatMap { $0.variables.map(\.id) }
    for (index, id) in ids.enumerated() where !known.contains(id) {
      report(
        "study.unknown-variable", at: node?.elements?[safely: index] ?? node, path: path,
        "no codebook has a variable \(id)", expected: "a variable of the codebook",
        hint: suggestion(id, known))
    }
  }

  private func checkLevel(
    _ level: String, of id: String, at node: DefinitionNode?, path: String
  ) {
    guard let variable = codebooks.lazy.compactMap({ $0[id] }).first else { return }
    let keys = variable.levelKeys
    guard !keys.isEmpty, !keys.contains(level) else { return }
    report(
      "study.unknown-level", at: node, path: path, "\(id) has no answer \(level)",
      expected: "one of \(keys.joined(separator: ", "))", hint: suggestion(level, keys))
  }

  private func requireFile(_ file: String, at node: DefinitionNode?, path: String) {
    var isFolder = false
    let full = study.folder + "/" + file
    if FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder { return }
    if isFolder {
      report(
        "study.no-file", at: node, path: path,
        file.isEmpty ? "no file is named" : "\(file) is a folder",
        expected: "a file in the study folder")
      return
    }
    let folder = full.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let beside = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let name = file.split(separator: "/").last.map(String.init) ?? file
    report(
      "study.no-file", at: node, path: path, "there is no file \(file)",
      expected: "a file in the study folder",
      hint: suggestion(name, beside.filter { $0 != name }.sorted()))
  }

  private func suggestion(_ word: String, _ candidates: [String]) -> String? {
    nearestCandidate(to: word, among: candidates).map { "did you mean \($0)?" }
  }
}
