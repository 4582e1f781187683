import Diagnostics
import Tabular

/// Stacks survey sources into one panel.
struct PanelAssembly {
  let study: StudyDefinition
  private let stages: Int
  private var columns: [PanelColumn] = []
  private var columnIndex: [String: Int] = [:]
  private(set) var municipality: [Int32] = []
  private(set) var wave: [UInt8] = []
  private var source: [Int16] = []
  private var line: [UInt32] = []
  private var code: [String] = []
  private(set) var stratumLevel: [String] = []
  private var clusterKeys: [[String]]
  /// The weight as given, NaN where the source has no weight column.
  private(set) var givenWeight: [Double] = []
  private var accounts: [SourceAccount] = []

  init(study: StudyDefinition, codebooks: [Codebook]) {
    self.study = study
    stages =
      study.municipalities.flatMap { $0.sampling.values.map(\.clusters.count) }.max() ?? 0
    clusterKeys = Array(repeating: [], count: stages)
    for variable in codebooks.flatMap(\.variables) {
      for column in PanelColumn.columns(of: variable) where columnIndex[column.name] == nil {
        columnIndex[column.name] = columns.count
        columns.append(column)
      }
    }
  }

  /// Adds the rows of one source.
  mutating func add(
    _ raw: RawSource, codebook: Codebook?, _ diagnostics: inout DiagnosticList
  ) {
    var ledger = RowLedger(rowCount: raw.table.rowCount)
    let variables = codebook?.variables ?? []
    setEmptyRowsAside(raw, variables, &ledger, &diagnostics)
    let bindings = BindingReader(study: study, source: raw)
    let places = bindings.municipalities(&diagnostics)
    let waves = bindings.waves(&diagnostics)
    for row in 0..<raw.table.rowCount {
      if places.index[row] < 0 { ledger.setAside(row, places.reasonWhereUnknown) }
      if waves.index[row] < 0 { ledger.setAside(row, waves.reasonWhereUnknown) }
    }
    let weights = readWeights(raw, &ledger, &diagnostics)
    var values: [String: VariableInterpreter.Values] = [:]
    for variable in variables {
      let interpreter = VariableInterpreter(variable: variable, source: raw)
      if let found = interpreter.values(&diagnostics) {
        values[variable.id] = found
      } else if variable.kind != .text {
        reportAbsent(variable, raw, &diagnostics)
      }
    }
    let design = DesignReading(study: study, source: raw, variables: variables, stages: stages)
      .read(places.index, waves.index, values, &ledger, &diagnostics)
    let codes = readPersons(raw, places.index, waves.index, variables, &ledger, &diagnostics)

    let used = ledger.used
    let before = municipality.count
    for row in used {
      municipality.append(places.index[row])
      wave.append(UInt8(clamping: waves.index[row]))
      line.append(raw.lineOfRow[safely: row] ?? 0)
      stratumLevel.append(design.level[row])
      code.append(codes?[row] ?? "")
      givenWeight.append(weights?[row] ?? .nan)
    }
    for stage in 0..<stages {
      clusterKeys[stage].append(contentsOf: used.map { design.clusters[stage][$0] })
    }
    source.append(contentsOf: repeatElement(Int16(accounts.count), count: used.count))
    gather(values, variables, used, before, raw, &diagnostics)
    accounts.append(ledger.account(raw))
  }

  private mutating func gather(
    _ values: [String: VariableInterpreter.Values], _ variables: [Codebook.Variable],
    _ used: [Int], _ before: Int, _ raw: RawSource, _ diagnostics: inout DiagnosticList
  ) {
    for variable in variables {
      guard let found = values[variable.id] else { continue }
      for (part, own) in PanelColumn.columns(of: variable).enumerated() {
        guard let index = columnIndex[own.name] else { continue }
        columns[index].pad(to: before)
        let isAllMissing = columns[index].append(found, part: part, rows: used, own: own)
        if isAllMissing, !used.isEmpty {
          diagnostics.append(
            Diagnostic(
              "data.all-missing", .warning,
              at: .init(file: raw.definition.file, column: variable.headers.first ?? own.name),
              "\(own.name) has no answer in any of \(used.count) rows",
              expected: "answers of the codebook",
              hint: "is it the right column, and are its codes in the codebook?"))
        }
      }
    }
    for index in columns.indices { columns[index].pad(to: before + used.count) }
  }

  private func reportAbsent(
    _ variable: Codebook.Variable, _ raw: RawSource, _ diagnostics: inout DiagnosticList
  ) {
    let wanted = variable.headers + variable.optionHeaders.values.sorted()
    let near = wanted.lazy.compactMap { nearestCandidate(to: $0, among: raw.headers) }.first
    diagnostics.append(
      Diagnostic(
        "data.no-column", near == nil ? .note : .warning,
        at: .init(file: raw.definition.file, line: 1, column: wanted.first),
        "\(variable.id) has no column here and counts as not asked",
        expected: "a column \(wanted.prefix(3).map { "\"\($0)\"" }.joined(separator: " or "))",
        hint: near.map { "did you mean \"\($0)\"?" }))
  }

  private func setEmptyRowsAside(
    _ raw: RawSource, _ variables: [Codebook.Variable], _ ledger: inout RowLedger,
    _ diagnostics: inout DiagnosticList
  ) {
    var isEmpty = [Bool](repeating: true, count: raw.table.rowCount)
    var hasColumn = false
    for variable in variables {
      for header in variable.headers + variable.optionHeaders.values.sorted() {
        guard let column = raw.column(header) else { continue }
        hasColumn = true
        let empty = column.entries.map(\.isEmpty)
        for (row, code) in column.text.codes.enumerated() where !empty[Int(code)] {
          isEmpty[row] = false
        }
      }
    }
    guard hasColumn else {
      diagnostics.append(
        Diagnostic(
          "data.no-known-column", .error, at: .init(file: raw.definition.file, line: 1),
          "no column of the codebook is in this file",
          expected: oneOf(variables.flatMap(\.headers)),
          hint: "found: \(raw.headers.prefix(8).joined(separator: ", "))"))
      return
    }
    for (row, empty) in isEmpty.enumerated() where empty {
      ledger.setAside(row, "no answer to any question")
    }
  }

  private func readWeights(
    _ raw: RawSource, _ ledger: inout RowLedger, _ diagnostics: inout DiagnosticList
  ) -> [Double]? {
    guard let header = raw.definition.columns["weight"] else { return nil }
    guard let column = requiredColumn(header, "weights", raw, &diagnostics) else { return nil }
    let numberOf = column.entries.map { parseNumber($0, decimal: raw.decimalMark) }
    var weights = [Double](repeating: 0, count: raw.table.rowCount)
    // Rows that were set aside already need no weight.
    var counts = [Int](repeating: 0, count: numberOf.count)
    var firstRow = counts
    for (row, code) in column.text.codes.enumerated() where ledger.isUsed(row) {
      if counts[Int(code)] == 0 { firstRow[Int(code)] = row }
      counts[Int(code)] += 1
    }
    for entry in numberOf.indices where counts[entry] > 0 {
      if let number = numberOf[entry], number > 0 { continue }
      let text = column.entries[entry]
      diagnostics.append(
        Diagnostic(
          "data.weight", .warning,
          at: .init(
            file: raw.definition.file,
            line: raw.lineOfRow[safely: firstRow[entry]].map { Int($0) }, column: header),
          text.isEmpty
            ? "the weight is missing in \(counts[entry]) rows"
            : "the weight is \(shortened(text)) in \(counts[entry]) rows",
          expected: "a number above 0", hint: "these rows are set aside"))
    }
    for (row, code) in column.text.codes.enumerated() {
      if let number = numberOf[Int(code)], number > 0 {
        weights[row] = number
      } else {
        ledger.setAside(row, "weight missing, zero or negative")
      }
    }
    return weights
  }

  private func requiredColumn(
    _ header: String, _ what: String, _ raw: RawSource, _ diagnostics: inout DiagnosticList
  ) -> RawColumn? {
    if let column = raw.column(header) { return column }
    diagnostics.append(
      Diagnostic(
        "data.no-role-column", .error, at: .init(file: raw.definition.file, line: 1),
        "there is no column \"\(header)\" of \(what)", expected: oneOf(raw.headers),
        hint: nearestCandidate(to: header, among: raw.headers).map { "did you mean \"\($0)\"?" }))
    return nil
  }

  /// The normalised code of each row; sets repeated rows of one person aside.
  private func readPersons(
    _ raw: RawSource, _ places: [Int32], _ waves: [Int32], _ variables: [Codebook.Variable],
    _ ledger: inout RowLedger, _ diagnostics: inout DiagnosticList
  ) -> [String]? {
    guard let header = raw.definition.columns["person"],
      let column = requiredColumn(header, "persons", raw, &diagnostics)
    else { return nil }
    let codeOf = column.entries.map(PersonLinking.normalized)
    let answers = variables.flatMap(\.headers).compactMap { raw.column($0)?.text.codes }
    var seen: [String: [Int]] = [:]
    for row in 0..<raw.table.rowCount where ledger.isUsed(row) {
      let code = codeOf[Int(column.text.codes[row])]
      if code.isEmpty { continue }
      let key = "\(places[row])|\(waves[row])|\(code)"
      let isLinked = study.municipalities[Int(places[row])].relation == "linked"
      // Self-made codes collide: two rows are one person only where all answers are the same.
      let twin = seen[key]?.first { other in
        !isLinked || answers.allSatisfy { $0[other] == $0[row] }
      }
      if let twin {
        ledger.setAside(row, "second row of the same person")
        diagnostics.append(
          Diagnostic(
            "data.duplicate-person", .warning,
            at: .init(
              file: raw.definition.file, line: raw.lineOfRow[safely: row].map { Int($0) },
              column: header),
            "this person stands on line \(raw.lineOfRow[safely: twin] ?? 0) already",
            expected: "one row a person and wave", hint: "the first row is used"))
        continue
      }
      seen[key, default: []].append(row)
    }
    return column.text.codes.map { codeOf[Int($0)] }
  }

  /// The panel, with design weights, strata, clusters and linked persons.
  mutating func finish(_ diagnostics: inout DiagnosticList) -> Panel {
    reportMissingWaves(&diagnostics)
    reportStrataWithoutSize(&diagnostics)
    reportMoreThanAsked(&diagnostics)
    var table = Table(rowCount: municipality.count)
    for column in columns { table.set(column.name, column.column) }
    reportNestedGroups(table, &diagnostics)
    let design = PanelDesign(
      study: study, municipality: municipality, wave: wave, level: stratumLevel,
      clusterKeys: clusterKeys, givenWeight: givenWeight)
    let links = study.municipalities.contains { $0.relation == "linked" }
    let rows = (links ? municipality.indices : 0..<0).map { row in
      PersonLinking.Row(
        municipality: municipality[row], wave: wave[row], code: code[row],
        file: accounts[Int(source[row])].file, line: line[row])
    }
    var (person, linkages) = PersonLinking.link(rows, study: study, into: &diagnostics)
    if !links { person = [Int32](repeating: -1, count: municipality.count) }
    return Panel(
      table: table, municipality: municipality, wave: wave, person: person,
      stratum: design.stratum, strataLabels: design.labels, clusters: design.clusters,
      populationSizes: design.populationSizes, weight: design.weight, source: source, line: line,
      sources: accounts, linkages: linkages)
  }

  private func reportMissingWaves(_ diagnostics: inout DiagnosticList) {
    var counts = Array(
      repeating: [Int](repeating: 0, count: study.waves.count), count: study.municipalities.count)
    for row in municipality.indices { counts[Int(municipality[row])][Int(wave[row])] += 1 }
    for (index, wave) in study.waves.enumerated() {
      if counts.allSatisfy({ $0[index] == 0 }) {
        diagnostics.append(
          Diagnostic(
            "data.wave-empty", .error, at: .init(file: "study.yaml", column: "waves.\(wave.id)"),
            "no row belongs to the wave \(wave.id)", expected: "answers in every wave",
            hint: "look at wave: of the sources, and at rows that were set aside"))
        continue
      }
      for (place, municipality) in study.municipalities.enumerated() where counts[place][index] == 0
      {
        diagnostics.append(
          Diagnostic(
            "data.municipality-wave-empty", .warning,
            at: .init(file: "study.yaml", column: municipality.id),
            "\(municipality.name) has no row in the wave \(wave.id)",
            expected: "answers in every wave", hint: "its changes cannot be computed"))
      }
    }
  }
}
