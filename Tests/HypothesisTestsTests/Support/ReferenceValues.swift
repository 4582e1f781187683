import Foundation
import Testing

/// A value of a JSON file; "Inf" and "NaN" are numbers written as text.
indirect enum JSON: Decodable {
  case number(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])
  case none

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .none
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .list(value)
    } else if let value = try? container.decode([String: JSON].self) {
      self = .object(value)
    } else {
      self = .none
    }
  }

  subscript(key: String) -> JSON {
    if case .object(let members) = self { return members[key] ?? .none }
    return .none
  }

  /// The number, or the only number of a list.
  var number: Double {
    switch self {
    case .number(let value): value
    case .text("Inf"): .infinity
    case .text("-Inf"): -.infinity
    case .list(let values) where values.count == 1: values[0].number
    default: .nan
    }
  }

  var numbers: [Double] {
    if case .list(let values) = self { return values.map(\.number) }
    return [number]
  }

  var items: [JSON] {
    if case .list(let values) = self { return values }
    return [self]
  }

  var text: String {
    if case .text(let value) = self { return value }
    return ""
  }

  var texts: [String] { items.map(\.text) }
}

/// Files of expected values made by R: inputs under `data/`, the R code inside each JSON file.
enum Reference {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "ReferenceValues")

  static func expected(_ name: String) throws -> JSON {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    return try JSONDecoder().decode(JSON.self, from: data)["expected"]
  }
}

/// Whether two numbers agree relative to the larger; absolutely below 1e-12.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  if a == b { return true }
  return abs(a - b) <= max(tolerance * max(abs(a), abs(b)), 1e-12)
}

extension Reference {
  /// A column of a small CSV file without quotes in its cells; what is no number is left out.
  static func column(
    _ name: String, of file: String, where other: String = "", is value: String = ""
  )
    throws -> [Double]
  {
    let text = try String(contentsOf: folder.appending(path: "data/\(file).csv"), encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: ["\""])
      }
    }
    let column = try #require(rows[0].firstIndex(of: name))
    let filter = rows[0].firstIndex(of: other)
    return rows.dropFirst().compactMap { row in
      filter.map { row[$0] == value } ?? true ? Double(row[column]) : nil
    }
  }
}

/// The natural logarithm.
func logarithm(_ value: Double) -> Double { log(value) }
