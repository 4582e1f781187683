import GRDB
import SocialIndicators
import SurveyStatistics

extension Database {
  func writeResults(_ results: [IndicatorResult]) throws {
    let figures = try RowWriter(
      self, "figures",
      """
      position,figure,municipality,indicator,group_variable,group_level,group_label,unit,unit_name,\
      unit_low,unit_high,primary_rank,respondents_only,definition_sha256,definition_version,\
      formula,method,program_version,basis
      """)
    let inputs = try RowWriter(self, "figure_inputs", "figure,position,file,sha256")
    let missing = try RowWriter(
      self, "result_missing", "figure,wave_position,position,reason,count")
    let shares = try RowWriter(
      self, "distributions", "figure,wave_position,position,value,label,share,count")
    let rows = try ResultRows(self)
    for (number, result) in results.enumerated() {
      let unit = StoredUnit(result.unit)
      let provenance = result.provenance
      try figures.add(
        number, provenance.figure, result.municipality, result.indicator, result.group?.variable,
        result.group?.level, result.group?.label, unit.kind, unit.name, unit.low, unit.high,
        result.primaryRank, result.describesRespondentsOnly, provenance.definitionHash,
        provenance.definitionVersion, provenance.formula, provenance.method,
        provenance.programVersion, result.basis.word)
      for (position, input) in provenance.inputs.enumerated() {
        try inputs.add(number, position, input.file, input.fingerprint)
      }
      for (position, wave) in result.waves.enumerated() {
        try rows.add(wave, figure: number, position: position)
        for (index, gap) in wave.missing.enumerated() {
          try missing.add(number, position, index, gap.reason, gap.count)
        }
        for (index, answer) in wave.distribution.enumerated() {
          try shares.add(
            number, position, index, answer.value, answer.label, answer.share, answer.count)
        }
      }
      if let finding = result.change { try rows.add(finding, figure: number) }
    }
  }

  func readResults() throws -> [IndicatorResult] {
    let results = try rowsByFigure("results", by: "statistic, position")
    let missing = try rowsByFigure("result_missing", by: "wave_position, position")
    let shares = try rowsByFigure("distributions", by: "wave_position, position")
    let inputs = try rowsByFigure("figure_inputs", by: "position")
    return try Row.fetchAll(self, sql: "SELECT * FROM figures ORDER BY position").map { row in
      let number: Int = try row.required("position")
      let statistics = results[number] ?? []
      var waves = try ResultRows.rows(statistics, of: "wave").map(ResultRows.wave)
      for gap in missing[number] ?? [] {
        let wave = try gap.index("wave_position", of: waves)
        waves[wave].missing.append(
          IndicatorResult.Wave.MissingCount(
            reason: try gap.required("reason"), count: try gap.required("count")))
      }
      for answer in shares[number] ?? [] {
        let wave = try answer.index("wave_position", of: waves)
        waves[wave].distribution.append(
          IndicatorResult.Wave.AnswerShare(
            value: answer.number("value"), label: try answer.required("label"),
            share: answer.number("share"), count: try answer.required("count")))
      }
      var group: IndicatorResult.Group?
      if let variable: String = row.optional("group_variable") {
        group = IndicatorResult.Group(
          variable: variable, level: try row.required("group_level"),
          label: try row.required("group_label"))
      }
      return IndicatorResult(
        indicator: try row.required("indicator"), municipality: try row.required("municipality"),
        group: group, unit: try StoredUnit(row).unit(), primaryRank: row.optional("primary_rank"),
        describesRespondentsOnly: try row.required("respondents_only"), waves: waves,
        change: try ResultRows.change(of: statistics),
        provenance: Provenance(
          figure: try row.required("figure"),
          definitionHash: try row.required("definition_sha256"),
          definitionVersion: try row.required("definition_version"),
          formula: try row.required("formula"), method: try row.required("method"),
          inputs: try (inputs[number] ?? []).map { input in
            Provenance.Input(
              file: try input.required("file"), fingerprint: try input.required("sha256"))
          },
          programVersion: try row.required("program_version")),
        basis: try basis(try row.required("basis")))
    }
  }

  /// All rows of a table by figure: one query instead of one for each of a thousand figures.
  private func rowsByFigure(_ table: String, by order: String) throws -> [Int: [Row]] {
    var rows: [Int: [Row]] = [:]
    for row in try Row.fetchAll(self, sql: "SELECT * FROM \(table) ORDER BY figure, \(order)") {
      rows[try row.required("figure"), default: []].append(row)
    }
    return rows
  }
}

extension IndicatorResult.Basis {
  fileprivate var word: String {
    switch self {
    case .answers: "answers"
    case .personRecords: "person_records"
    case .eventRecords: "event_records"
    }
  }
}

private func basis(_ word: String) throws -> IndicatorResult.Basis {
  switch word {
  case "answers": return .answers
  case "person_records": return .personRecords
  case "event_records": return .eventRecords
  default: throw RecordFault(finding: "\(word) is not a basis of figures")
  }
}

extension Row {
  fileprivate func index(_ column: String, of list: some Collection) throws -> Int {
    let index: Int = try required(column)
    guard (0..<list.count).contains(index) else {
      throw RecordFault(finding: "\(column) \(index) does not exist")
    }
    return index
  }
}
