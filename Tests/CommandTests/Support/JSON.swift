import Foundation

/// A value of a JSON text; R writes infinity as "Inf".
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
    case .list(let values) where values.count == 1: values[0].number
    default: .nan
    }
  }

  var items: [JSON] {
    if case .list(let values) = self { return values }
    return [self]
  }

  var numbers: [Double] { items.map(\.number) }

  var text: String? {
    if case .text(let value) = self { return value }
    return nil
  }

  var texts: [String] { items.map { $0.text ?? "" } }

  var keys: Set<String> {
    if case .object(let members) = self { return Set(members.keys) }
    return []
  }
}

/// Files of expected values made by R: inputs under `data/`, the R code inside each JSON file.
enum Reference {
  static let folder = CommandRun.root.appending(path: "Tests/ReferenceValues")

  /// The path of a table that R read too.
  static func data(_ name: String) -> String {
    folder.appending(path: "data/\(name).csv").path
  }

  static func expected(_ name: String) throws -> JSON {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    return try JSONDecoder().decode(JSON.self, from: data)["expected"]
  }

  /// The lines of an expected table without quotes, each by column name.
  static func table(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: data(name), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().map { line in
      Dictionary(uniqueKeysWithValues: zip(head, line).map { (String($0), String($1)) })
    }
  }
}

/// Whether two numbers agree relative to the larger; absolutely below 1e-12.
func agree(_ a: Double?, _ b: Double?, _ tolerance: Double = 1e-9) -> Bool {
  guard let a, let b else { return false }
  return a == b || abs(a - b) <= max(tolerance * max(abs(a), abs(b)), 1e-12)
}
