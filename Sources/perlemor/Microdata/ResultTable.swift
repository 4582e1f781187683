import Foundation

/// Results as lines and columns, in three forms: aligned text, CSV and an array of JSON objects.
///
/// A column has one name in all forms; CSV and JSON carry every digit, text six significant ones.
struct ResultTable {
  /// One value of a line.
  enum Cell {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    /// Not defined for this line.
    case none

    init(_ value: String?) { self = value.map(Cell.text) ?? .none }
    init(_ value: Int?) { self = value.map(Cell.integer) ?? .none }
    init(_ value: Double?) { self = value.map(Cell.number) ?? .none }
  }

  private(set) var columns: [String]
  private(set) var lines: [[Cell]] = []

  init(_ columns: [String]) { self.columns = columns }

  /// Adds a line; values are named, columns without one are left empty.
  mutating func add(_ values: [(String, Cell)]) {
    var line = [Cell](repeating: .none, count: columns.count)
    for (name, cell) in values {
      if let index = columns.firstIndex(of: name) {
        line[index] = cell
      } else {
        columns.append(name)
        for other in lines.indices { lines[other].append(.none) }
        line.append(cell)
      }
    }
    lines.append(line)
  }

  /// Aligned columns for reading; columns without any value are left out.
  func text() -> String {
    let shown = columns.indices.filter { column in
      lines.contains { if case .none = $0[column] { false } else { true } }
    }
    let isText = shown.map { column in
      lines.contains { line in
        switch line[column] {
        case .text, .flag: true
        case .integer, .number, .none: false
        }
      }
    }
    let cells = lines.map { line in shown.map { Self.short(line[$0]) } }
    let widths = shown.indices.map { index in
      max(columns[shown[index]].count, cells.map { $0[index].count }.max() ?? 0)
    }
    func row(_ cells: [String]) -> String {
      var text = ""
      for (index, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[index] - cell.count)
        text += (index == 0 ? "" : "  ") + (isText[index] ? cell + space : space + cell)
      }
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    return ([row(shown.map { columns[$0] })] + cells.map(row)).joined(separator: "\n")
  }

  /// Comma-separated with a header; empty where there is no value.
  func csv() -> String {
    let all = [columns.map(Self.quoted)] + lines.map { $0.map { Self.quoted(Self.full($0)) } }
    return all.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  /// An array of objects, one a line; values that are not defined are null.
  func json() -> String {
    let objects = lines.map { line in
      let fields = zip(columns, line).map { name, cell in
        "\(jsonString(name)):\(Self.json(cell))"
      }
      return "{\(fields.joined(separator: ","))}"
    }
    return "[\n\(objects.joined(separator: ",\n"))\n]"
  }

  private static func short(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): value.isFinite ? String(format: "%.6g", value) : "\(value)"
    case .flag(let value): value ? "yes" : "no"
    case .none: ""
    }
  }

  private static func full(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): inWords(value)
    case .flag(let value): value ? "true" : "false"
    case .none: ""
    }
  }

  private static func json(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): jsonString(text)
    case .number(let value) where !value.isFinite: "null"
    case .none: "null"
    default: full(cell)
    }
  }

  static func quoted(_ text: String) -> String {
    // Most cells are numbers and words, which need no second look.
    if text.utf8.allSatisfy({ $0 > 0x22 && $0 < 0x80 && $0 != 0x2C }) { return text }
    return text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline })
      ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
  }
}

/// A text as a JSON string.
func jsonString(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\n": out += "\\n"
    case "\r": out += "\\r"
    case "\t": out += "\\t"
    case _ where scalar.value < 0x20: out += String(format: "\\u%04x", scalar.value)
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}
