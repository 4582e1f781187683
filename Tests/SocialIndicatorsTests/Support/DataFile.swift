import Foundation

/// A small CSV file of reference data: columns of text by name.
struct DataFile {
  private var columns: [String: [String]] = [:]

  init(_ name: String) throws {
    let url = Reference.folder.appending(path: "data/\(name).csv")
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { Self.fields(String($0)) }
    for (index, name) in lines[0].enumerated() {
      columns[name] = lines.dropFirst().map { $0[index] }
    }
  }

  func text(_ column: String) -> [String] { columns[column] ?? [] }

  func text(_ column: String, _ row: Int) -> String { columns[column]?[row] ?? "" }

  func numbers(_ column: String, _ row: Int) -> Double { Double(text(column, row)) ?? .nan }

  func numbers(_ column: String) -> [Double] { text(column).map { Double($0) ?? .nan } }

  private static func fields(_ line: String) -> [String] {
    var fields: [String] = []
    var field = ""
    var quoted = false
    for character in line {
      if character == "\"" {
        quoted.toggle()
      } else if character == ",", !quoted {
        fields.append(field)
        field = ""
      } else {
        field.append(character)
      }
    }
    return fields + [field]
  }
}
