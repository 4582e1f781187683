import Foundation
import Psychometrics
import Tabular

/// A small CSV file of reference data: columns by name.
struct DataFile {
  let names: [String]
  let rows: [[String]]

  init(_ name: String) throws {
    let url = Reference.folder.appending(path: "data/\(name).csv")
    let bytes = [UInt8](try Data(contentsOf: url))
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { field in
        String(decoding: field.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      }
    }
    names = lines[0]
    rows = Array(lines.dropFirst())
  }

  func text(_ column: String) -> [String] {
    guard let index = names.firstIndex(of: column) else { return [] }
    return rows.map { $0[index] }
  }

  /// The numbers of a column, NaN where missing.
  func numbers(_ column: String) -> [Double] { text(column).map { Double($0) ?? .nan } }

  // Read once: parsing text takes longer than the tests.
  static let bfi = (try? DataFile("bfi")) ?? DataFile()
  static let holzingerSwineford = (try? DataFile("HolzingerSwineford1939")) ?? DataFile()

  /// The five items of a scale of bfi, reversed as the reference files have them.
  static func bfiScale(_ scale: String) throws -> ItemResponses {
    let items = (1...5).map { "\(scale)\($0)" }
    let reversed: Set = ["A1", "C4", "C5", "E1", "E2", "O2", "O5"]
    return try ItemResponses(
      table: bfi.table(items), items: items,
      reversed: Dictionary(
        uniqueKeysWithValues: items.filter(reversed.contains).map { ($0, 1...6) }))
  }

  /// A file without rows, where one could not be read.
  private init() {
    names = []
    rows = []
  }

  /// The columns as a table of numbers.
  func table(_ columns: [String]) -> Table {
    var table = Table()
    for column in columns {
      let values = numbers(column)
      table.set(
        column,
        .real(
          RealColumn(
            values: values.map { $0.isNaN ? 0 : $0 }, missing: values.map { $0.isNaN ? 1 : 0 })))
    }
    return table
  }

  /// Moments of columns of numbers, of the rows where `included` holds.
  func moments(_ columns: [String], where included: (Int) -> Bool = { _ in true }) throws
    -> ItemMoments
  {
    try ItemMoments(
      names: columns,
      columns: columns.map { column in
        let values = numbers(column)
        return values.indices.filter(included).map { values[$0] }
      })
  }
}
