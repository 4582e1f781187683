import Foundation
import GRDB
import SurveyData
import Tabular

extension Database {
  func writePanel(_ panel: Panel) throws {
    let rows = panel.rowCount
    let columns = try RowWriter(
      self, "panel_columns", "position,variable,kind,rows,data,missing,dictionary,offsets")
    let levels = try RowWriter(self, "panel_levels", "column_position,code,value,label")
    for (position, column) in panel.table.columns.enumerated() {
      let name = panel.table.names[position]
      guard column.count == rows else {
        throw RecordFault(finding: "\(name) has \(column.count) rows, the panel \(rows)")
      }
      switch column {
      case .coded(let coded):
        try columns.add(
          position, name, "coded", rows, FlatBytes.data(coded.codes), nil, nil, nil)
        for (code, level) in coded.levels.enumerated() {
          try levels.add(position, code, level.value, level.label)
        }
      case .real(let real):
        try columns.add(
          position, name, "real", rows, FlatBytes.data(real.values),
          FlatBytes.data(real.missing), nil, nil)
      case .text(let text):
        try columns.add(
          position, name, "text", rows, FlatBytes.data(Array(text.codes)), nil,
          Data(text.dictionary.bytes), FlatBytes.data(text.dictionary.offsets.map(Int64.init)))
      case .date(let date):
        try columns.add(position, name, "date", rows, FlatBytes.data(date.days), nil, nil, nil)
      }
    }
    let design = try RowWriter(self, "panel_design", "position,name,stage,type,rows,data")
    var position = 0
    func add(
      _ name: String, stage: Int? = nil, _ type: String, _ count: Int, _ data: Data
    ) throws {
      guard count == rows else {
        throw RecordFault(finding: "\(name) has \(count) rows, the panel \(rows)")
      }
      try design.add(position, name, stage, type, rows, data)
      position += 1
    }
    try add(
      "municipality", "i32", panel.municipality.count, FlatBytes.data(panel.municipality))
    try add("wave", "u8", panel.wave.count, FlatBytes.data(panel.wave))
    try add("person", "i32", panel.person.count, FlatBytes.data(panel.person))
    try add("stratum", "i32", panel.stratum.count, FlatBytes.data(panel.stratum))
    for (stage, ids) in panel.clusters.enumerated() {
      try add("cluster", stage: stage, "i32", ids.count, FlatBytes.data(ids))
    }
    for (stage, sizes) in panel.populationSizes.enumerated() {
      try add("population_size", stage: stage, "f64", sizes.count, FlatBytes.data(sizes))
    }
    try add("weight", "f64", panel.weight.count, FlatBytes.data(panel.weight))
    try add("source", "i16", panel.source.count, FlatBytes.data(panel.source))
    try add("line", "u32", panel.line.count, FlatBytes.data(panel.line))
    let strata = try RowWriter(self, "panel_strata", "position,label")
    for (position, label) in panel.strataLabels.enumerated() { try strata.add(position, label) }
  }

  func readPanel(study: StudyDefinition) throws -> Panel {
    var rows = 0
    func blob(_ name: String, _ stage: Int? = nil) throws -> Data? {
      guard
        let row = try Row.fetchOne(
          self, sql: "SELECT rows, data FROM panel_design WHERE name = ? AND stage IS ?",
          arguments: [name, stage])
      else { return nil }
      rows = try row.required("rows")
      return try row.required("data")
    }
    func integers<Number: FixedWidthInteger>(_ name: String) throws -> [Number] {
      guard let data = try blob(name) else {
        throw RecordFault(finding: "the panel has no column \(name)")
      }
      return try FlatBytes.integers(data, count: rows)
    }
    var clusters: [[Int32]] = []
    while let data = try blob("cluster", clusters.count) {
      clusters.append(try FlatBytes.integers(data, count: rows))
    }
    var sizes: [[Double]] = []
    while let data = try blob("population_size", sizes.count) {
      sizes.append(try FlatBytes.doubles(data, count: rows))
    }
    guard let weights = try blob("weight") else {
      throw RecordFault(finding: "the panel has no column weight")
    }
    let weight = try FlatBytes.doubles(weights, count: rows)
    let panel = Panel(
      table: try readTable(), municipality: try integers("municipality"),
      wave: try integers("wave"), person: try integers("person"), stratum: try integers("stratum"),
      strataLabels: try Row.fetchAll(self, sql: "SELECT label FROM panel_strata ORDER BY position")
        .map { try $0.required("label") },
      clusters: clusters, populationSizes: sizes, weight: weight, source: try integers("source"),
      line: try integers("line"), sources: try readSources(of: .panel),
      linkages: try readLinkages())
    try check(panel, against: study)
    return panel
  }

  /// Indexes that lead nowhere would stop the program later and elsewhere.
  private func check(_ panel: Panel, against study: StudyDefinition) throws {
    func check<Index: FixedWidthInteger>(_ column: [Index], below limit: Int, _ name: String) throws
    {
      if let wrong = column.first(where: { Int($0) < 0 || Int($0) >= limit }) {
        throw RecordFault(finding: "a row of the panel names \(name) \(wrong) of \(limit)")
      }
    }
    try check(panel.municipality, below: study.municipalities.count, "municipality")
    try check(panel.wave, below: study.waves.count, "wave")
    try check(panel.stratum, below: panel.strataLabels.count, "stratum")
    try check(panel.source, below: panel.sources.count, "source")
    guard panel.table.columns.isEmpty || panel.table.rowCount == panel.rowCount else {
      throw RecordFault(finding: "the panel's columns have unequal lengths")
    }
  }

  private func readTable() throws -> Tabular.Table {
    var table: Tabular.Table?
    for row in try Row.fetchAll(self, sql: "SELECT * FROM panel_columns ORDER BY position") {
      let name: String = try row.required("variable")
      let column = try readColumn(row)
      var filled = table ?? Tabular.Table(rowCount: 0)
      guard filled.names.isEmpty || filled.rowCount == column.count else {
        throw RecordFault(finding: "the panel's columns have unequal lengths")
      }
      filled.set(name, column)
      table = filled
    }
    let rows = try Int.fetchOne(self, sql: "SELECT rows FROM panel_design LIMIT 1") ?? 0
    return table ?? Tabular.Table(rowCount: rows)
  }

  private func readColumn(_ row: Row) throws -> Tabular.Column {
    let rows: Int = try row.required("rows")
    let data: Data = row.optional("data") ?? Data()
    let kind: String = try row.required("kind")
    switch kind {
    case "coded":
      let levels = try Row.fetchAll(
        self, sql: "SELECT value, label FROM panel_levels WHERE column_position = ? ORDER BY code",
        arguments: [try row.required("position", as: Int.self)]
      ).map { CodedColumn.Level(value: $0.number("value"), label: try $0.required("label")) }
      let codes: [UInt8] = try FlatBytes.integers(data, count: rows)
      guard levels.count <= Int(CodedColumn.firstMissingCode),
        codes.allSatisfy({ $0 < levels.count || $0 >= CodedColumn.firstMissingCode })
      else { throw RecordFault(finding: "a coded column holds codes that have no answer") }
      return .coded(CodedColumn(codes: codes, levels: levels))
    case "real":
      return .real(
        RealColumn(
          values: try FlatBytes.doubles(data, count: rows),
          missing: try FlatBytes.integers(row.optional("missing") ?? Data(), count: rows)))
    case "text":
      let codes: [UInt32] = try FlatBytes.integers(data, count: rows)
      let bytes: Data = row.optional("dictionary") ?? Data()
      let stored: Data = try row.required("offsets")
      let offsets: [Int64] = try FlatBytes.integers(stored, count: stored.count / 8)
      guard offsets.first == 0, offsets.last == Int64(bytes.count),
        zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
        codes.allSatisfy({ Int($0) < offsets.count - 1 })
      else { throw RecordFault(finding: "a text column points outside its dictionary") }
      return .text(
        TextColumn(
          codes: codes,
          dictionary: TextDictionary(bytes: Array(bytes), offsets: offsets.map(Int.init))))
    case "date":
      return .date(DateColumn(days: try FlatBytes.integers(data, count: rows)))
    default:
      throw RecordFault(finding: "\(kind) is not a kind of column")
    }
  }
}
