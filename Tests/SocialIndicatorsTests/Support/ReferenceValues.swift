import Foundation

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
