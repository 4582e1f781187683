import Aggregation
import Foundation
import SurveyStatistics
import Tabular

/// A small CSV file of reference data: columns of text by name.
struct DataFile {
  let names: [String]
  let rows: [[String]]

  init(_ name: String) throws {
    let url = Reference.folder.appending(path: "data/\(name).csv")
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { Self.fields(String($0)) }
    names = lines[0]
    rows = Array(lines.dropFirst())
  }

  var count: Int { rows.count }

  func text(_ column: String) -> [String] {
    guard let index = names.firstIndex(of: column) else { return [] }
    return rows.map { $0[index] }
  }

  func numbers(_ column: String) -> [Double] { text(column).map { Double($0) ?? .nan } }

  func ids(_ column: String) -> [Int32] { text(column).map { Int32($0) ?? -1 } }

  func codes(_ column: String) -> (codes: [Int32], labels: [String]) {
    let values = text(column)
    let labels = Set(values).sorted()
    var index: [String: Int32] = [:]
    for (code, label) in labels.enumerated() { index[label] = Int32(code) }
    return (values.map { index[$0] ?? -1 }, labels)
  }

  func indicator(_ column: String, _ value: String) -> [Double] {
    text(column).map { $0 == value ? 1 : 0 }
  }

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

/// A table of real columns and the variables that read them.
struct Numbers {
  var table = Table()
  var variables: [DerivedVariable] = []

  init(_ columns: [(String, [Double])]) {
    for (name, values) in columns {
      table.set(
        name,
        .real(
          RealColumn(
            values: values.map { $0.isNaN ? 0 : $0 }, missing: values.map { $0.isNaN ? 1 : 0 })))
      variables.append(DerivedVariable(name: name, parts: [.real(column: name)]))
    }
  }

  /// Counts degrees of freedom as R does unless another method is asked for.
  func estimator(
    _ design: SurveyDesign, domains: [Int32]? = nil, count: Int = 1, level: Double = 0.95,
    products: [CrossProduct] = [], degreesOfFreedom: DegreesOfFreedomMethod = .classic
  ) throws -> SurveyEstimator {
    try SurveyEstimator(
      table: table, design: design,
      request: EstimationRequest(
        variables: variables,
        domains: domains ?? [Int32](repeating: 0, count: table.rowCount), domainCount: count,
        crossProducts: products),
      level: level, degreesOfFreedom: degreesOfFreedom)
  }
}
