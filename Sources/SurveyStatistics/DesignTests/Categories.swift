public import Tabular

/// A categorical variable: which category each row is in.
public struct Categories: Sendable, Hashable {
  /// What the variable is called.
  public var name: String
  /// The category of each row, −1 where it is missing.
  public var codes: [Int32]
  /// What the categories are called.
  public var labels: [String]

  /// Makes a categorical variable.
  public init(name: String, codes: [Int32], labels: [String]) {
    self.name = name
    self.codes = codes
    self.labels = labels
  }

  /// The answers of a coded column.
  public init(name: String, _ column: CodedColumn) {
    let count = column.levels.count
    self.init(
      name: name, codes: column.codes.map { Int($0) < count ? Int32($0) : -1 },
      labels: column.levels.map(\.label))
  }

  /// The distinct texts of a column in order of the alphabet; empty text is missing.
  public init(name: String, _ column: TextColumn) {
    let texts = (0..<column.dictionary.count).map { column.dictionary[$0] }
    let labels = Set(texts).subtracting([""]).sorted()
    var places: [String: Int32] = [:]
    for (place, label) in labels.enumerated() { places[label] = Int32(place) }
    let codes = texts.map { places[$0] ?? -1 }
    self.init(name: name, codes: column.codes.map { codes[Int($0)] }, labels: labels)
  }

  /// Checks that there is a label for every category and a category for every row.
  func check(rowCount: Int) throws(DesignTestError) {
    guard codes.count == rowCount else {
      throw .unequalLengths(list: name, rows: rowCount, found: codes.count)
    }
    for (row, code) in codes.enumerated() where code < -1 || Int(code) >= labels.count {
      throw .unknownCategory(name: name, row: row, code: Int(code))
    }
  }
}
