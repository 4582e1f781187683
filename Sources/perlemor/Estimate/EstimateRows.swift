import ColumnKernels
import Foundation

/// One line of `perlemor estimate`.
struct EstimateRow {
  var statistic: String
  var variable: String
  var level: String?
  /// Column and value, in the order of `--by` (and the wave column for a level).
  var domain: [(column: String, value: String)]
  var n: Int
  var estimate: Double?
  var se: Double?
  var df: Double?
  /// PSUs minus strata, where `df` may be fewer.
  var nominalDf: Double?
  var low: Double?
  var high: Double?
  var deff: Double?
  /// The design effect against sampling without replacement, and Kish's effect of weights alone.
  var deffFinite: Double?
  var kish: Double?
  var interval: String?
  var t: Double?
  var p: Double?
  var pHolm: Double?
  /// Of a change: what changed (mean, share, total), and the true change found 8 times in 10.
  var of: String?
  var minimalDetectable: Double?
  /// Why there is no number, or no interval.
  var note: String?
}

/// The lines of a run and their three forms.
struct EstimateRows {
  var rows: [EstimateRow]
  var domainColumns: [String]
  var rowCount: Int
  var hasTests: Bool { rows.contains { $0.p != nil } }

  /// Shortest decimal form that reads back as the same number.
  private func full(_ value: Double?) -> String {
    value.map(inWords) ?? ""
  }

  /// Comma-separated with a header; empty where there is no number.
  func csv() -> String {
    let head =
      ["statistic", "variable", "level"] + domainColumns + [
        "n", "estimate", "se", "df", "ci_low", "ci_high", "deff", "interval", "t", "p", "p_holm",
        "of", "mdc", "deff_fpc", "deff_kish", "df_nominal", "note",
      ]
    // Shortest decimal forms take their time: stretches of rows are written on all processors.
    let stretch = 250
    let parts = concurrentMap((rows.count + stretch - 1) / stretch) { part in
      rows[part * stretch..<min((part + 1) * stretch, rows.count)].map(line).joined()
    }
    return head.map(ResultTable.quoted).joined(separator: ",") + "\n" + parts.joined()
  }

  private func line(_ row: EstimateRow) -> String {
    let domain = domainColumns.map { name in row.domain.first { $0.column == name }?.value ?? "" }
    let cells =
      [row.statistic, row.variable, row.level ?? ""] + domain + [
        String(row.n), full(row.estimate), full(row.se), full(row.df), full(row.low),
        full(row.high), full(row.deff), row.interval ?? "", full(row.t), full(row.p),
        full(row.pHolm), row.of ?? "", full(row.minimalDetectable), full(row.deffFinite),
        full(row.kish), full(row.nominalDf), row.note ?? "",
      ]
    return cells.map(ResultTable.quoted).joined(separator: ",") + "\n"
  }

  /// An array of objects, one a line, keys in a fixed order.
  func json() -> String {
    func number(_ value: Double?) -> String {
      guard let value, value.isFinite else { return "null" }
      return full(value)
    }
    func string(_ text: String?) -> String { text.map(jsonString) ?? "null" }
    let objects = rows.map { row in
      let domain = row.domain.map { "\(jsonString($0.column)):\(jsonString($0.value))" }
      var fields = [
        "\"statistic\":\(string(row.statistic))", "\"variable\":\(string(row.variable))",
        "\"level\":\(string(row.level))", "\"domain\":{\(domain.joined(separator: ","))}",
        "\"n\":\(row.n)", "\"estimate\":\(number(row.estimate))", "\"se\":\(number(row.se))",
        "\"df\":\(number(row.df))", "\"ci_low\":\(number(row.low))",
        "\"ci_high\":\(number(row.high))", "\"deff\":\(number(row.deff))",
        "\"interval\":\(string(row.interval))",
        "\"deff_fpc\":\(number(row.deffFinite))", "\"deff_kish\":\(number(row.kish))",
        "\"df_nominal\":\(number(row.nominalDf))",
      ]
      if row.statistic == "change" || row.statistic == "contrast" {
        fields += [
          "\"t\":\(number(row.t))", "\"p\":\(number(row.p))", "\"p_holm\":\(number(row.pHolm))",
          "\"of\":\(string(row.of))", "\"mdc\":\(number(row.minimalDetectable))",
        ]
      }
      if let note = row.note { fields.append("\"note\":\(jsonString(note))") }
      return "{\(fields.joined(separator: ","))}"
    }
    return "[\n\(objects.joined(separator: ",\n"))\n]"
  }

  /// Aligned columns for reading: six significant digits, columns without any value left out.
  func table() -> String {
    func short(_ value: Double?) -> String {
      value.map { String(format: "%.6g", $0) } ?? "–"
    }
    var columns: [(head: String, isText: Bool, cells: [String])] = [
      ("statistic", true, rows.map(\.statistic)), ("variable", true, rows.map(\.variable)),
      ("level", true, rows.map { $0.level ?? "" }),
    ]
    for column in domainColumns {
      columns.append(
        (column, true, rows.map { $0.domain.first { $0.column == column }?.value ?? "" }))
    }
    columns += [
      ("n", false, rows.map { String($0.n) }), ("estimate", false, rows.map { short($0.estimate) }),
      ("se", false, rows.map { short($0.se) }), ("df", false, rows.map { short($0.df) }),
      ("ci_low", false, rows.map { short($0.low) }),
      ("ci_high", false, rows.map { short($0.high) }),
      ("deff", false, rows.map { short($0.deff) }),
    ]
    if hasTests {
      columns += [
        ("t", false, rows.map { $0.t == nil ? "" : short($0.t) }),
        ("p", false, rows.map { $0.p == nil ? "" : short($0.p) }),
        ("p_holm", false, rows.map { $0.pHolm == nil ? "" : short($0.pHolm) }),
      ]
    }
    columns.append(("note", true, rows.map { $0.note ?? "" }))
    columns.removeAll { $0.cells.allSatisfy(\.isEmpty) }
    let widths = columns.map { column in
      max(column.head.count, column.cells.map(\.count).max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (index, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[index] - cell.count)
        text += (index == 0 ? "" : "  ") + (columns[index].isText ? cell + space : space + cell)
      }
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    return
      ([line(columns.map(\.head))]
      + rows.indices.map { row in line(columns.map { $0.cells[row] }) }).joined(separator: "\n")
  }
}
