public import Tabular

/// The answers to the items of a scale: one byte an answer, and the number of each.
public struct ItemResponses: Sendable {
  /// The items, in the order of the scale.
  public let names: [String]
  /// The codes of each item, one a row.
  let codes: [[UInt8]]
  /// The number of each code below the levels of an item, reversed where the item is.
  let values: [[Double]]
  /// One weight a row; nil where rows count alike.
  public let weights: [Double]?
  /// The items that were reversed.
  public let reversed: Set<String>

  /// How many rows there are.
  public var rowCount: Int { codes.first?.count ?? 0 }

  /// Reads items from a table.
  ///
  /// Columns of answers are taken as they are; columns of numbers where they hold at most 240
  /// different ones.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - items: names of columns, at least one.
  ///   - reversed: items whose answers are turned round, each with the ends of its scale: an answer
  ///     x becomes low + high − x.
  ///   - weights: one weight a row, above zero.
  ///   - rows: whether each row takes part; all where nil.
  /// - Throws: `unknownItem`, `notCoded`, and as the other initialiser.
  public init(
    table: Table, items: [String], reversed: [String: ClosedRange<Double>] = [:],
    weights: [Double]? = nil, rows: [Bool]? = nil
  ) throws(PsychometricsError) {
    var columns: [CodedColumn] = []
    for item in items {
      switch table[item] {
      case .coded(let column): columns.append(column)
      case .real(let column): columns.append(try Self.coded(column, item))
      case nil: throw .unknownItem(item)
      default: throw .notCoded(item: item)
      }
    }
    try self.init(
      names: items, columns: columns, reversed: reversed, weights: weights, rows: rows)
  }

  /// Takes items from columns.
  ///
  /// - Parameters:
  ///   - names: one name an item, distinct.
  ///   - columns: the answers of each item, all of one length.
  ///   - reversed: as in the other initialiser.
  ///   - weights: one weight a row, above zero.
  ///   - rows: whether each row takes part; all where nil.
  /// - Throws: `tooFewItems`, `repeatedItem`, `unequalLengths`, `badWeight`, `outsideScale`.
  public init(
    names: [String], columns: [CodedColumn], reversed: [String: ClosedRange<Double>] = [:],
    weights: [Double]? = nil, rows: [Bool]? = nil
  ) throws(PsychometricsError) {
    guard let first = columns.first else { throw .tooFewItems(found: 0, needed: 1) }
    guard names.count == columns.count else {
      throw .unequalLengths(list: "names", expected: columns.count, found: names.count)
    }
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw .repeatedItem(name) }
    for name in reversed.keys.sorted() where !seen.contains(name) { throw .unknownItem(name) }
    let count = first.codes.count
    var values: [[Double]] = []
    for (name, column) in zip(names, columns) {
      guard column.codes.count == count else {
        throw .unequalLengths(list: name, expected: count, found: column.codes.count)
      }
      values.append(try Self.scored(column, name, reversed[name]))
    }
    if let rows, rows.count != count {
      throw .unequalLengths(list: "rows", expected: count, found: rows.count)
    }
    if let weights {
      guard weights.count == count else {
        throw .unequalLengths(list: "weights", expected: count, found: weights.count)
      }
      for row in weights.indices where rows?[row] ?? true {
        guard weights[row] > 0, weights[row].isFinite else {
          throw .badWeight(row: row, value: weights[row])
        }
      }
    }
    self.names = names
    self.values = values
    self.reversed = Set(reversed.keys)
    guard let rows else {
      codes = columns.map(\.codes)
      self.weights = weights
      return
    }
    let kept = rows.indices.filter { rows[$0] }
    codes = columns.map { column in kept.map { column.codes[$0] } }
    self.weights = weights.map { weights in kept.map { weights[$0] } }
  }

  private init(
    names: [String], codes: [[UInt8]], values: [[Double]], weights: [Double]?,
    reversed: Set<String>
  ) {
    self.names = names
    self.codes = codes
    self.values = values
    self.weights = weights
    self.reversed = reversed
  }

  /// The same items in some rows, under other names.
  func selecting(
    _ rows: [Int], naming name: (String) -> String, weights: [Double]?
  ) -> ItemResponses {
    ItemResponses(
      names: names.map(name), codes: codes.map { column in rows.map { column[$0] } },
      values: values, weights: weights.map { weights in rows.map { weights[$0] } },
      reversed: Set(reversed.map(name)))
  }

  /// Items side by side: row i of each part is the same person.
  ///
  /// The weights are those of the last part.
  init(joining parts: [ItemResponses]) throws(PsychometricsError) {
    let count = parts.first?.rowCount ?? 0
    for part in parts where part.rowCount != count {
      throw .unequalLengths(
        list: part.names.first ?? "items", expected: count, found: part.rowCount)
    }
    self.init(
      names: parts.flatMap(\.names), codes: parts.flatMap(\.codes),
      values: parts.flatMap(\.values), weights: parts.last?.weights,
      reversed: parts.reduce(into: []) { $0.formUnion($1.reversed) })
  }

  /// The rows that answered every item.
  var complete: ItemResponses {
    let limits = values.map { UInt8(clamping: $0.count) }
    let count = rowCount
    var kept: [Int] = []
    kept.reserveCapacity(count)
    var answered = [Bool](repeating: true, count: count)
    for (column, limit) in zip(codes, limits) {
      for row in 0..<count where column[row] >= limit { answered[row] = false }
    }
    for row in 0..<count where answered[row] { kept.append(row) }
    guard kept.count < count else { return self }
    return ItemResponses(
      names: names, codes: codes.map { column in kept.map { column[$0] } }, values: values,
      weights: weights.map { weights in kept.map { weights[$0] } }, reversed: reversed)
  }

  private static func scored(
    _ column: CodedColumn, _ name: String, _ scale: ClosedRange<Double>?
  ) throws(PsychometricsError) -> [Double] {
    var values: [Double] = []
    for level in column.levels {
      guard level.value.isFinite else { throw .notFinite(item: name) }
      guard let scale else {
        values.append(level.value)
        continue
      }
      // A level that nobody chose may lie anywhere.
      guard scale.contains(level.value) || !column.codes.contains(UInt8(values.count)) else {
        throw .outsideScale(
          item: name, value: level.value, low: scale.lowerBound, high: scale.upperBound)
      }
      values.append(scale.lowerBound + scale.upperBound - level.value)
    }
    return values
  }

  /// Numbers as answers: their distinct values, ascending, are the levels.
  private static func coded(
    _ column: RealColumn, _ name: String
  ) throws(PsychometricsError) -> CodedColumn {
    var distinct: Set<Double> = []
    for row in column.values.indices where column.missing[row] == 0 {
      let value = column.values[row]
      guard value.isFinite else { throw .notFinite(item: name) }
      distinct.insert(value)
      guard distinct.count <= Int(CodedColumn.firstMissingCode) else {
        throw .notCoded(item: name)
      }
    }
    let levels = distinct.sorted()
    var code: [Double: UInt8] = [:]
    for (place, value) in levels.enumerated() { code[value] = UInt8(place) }
    let codes = column.values.indices.map { row in
      column.missing[row] == 0
        ? code[column.values[row]] ?? CodedColumn.code(for: .other) : CodedColumn.code(for: .other)
    }
    return CodedColumn(
      codes: codes, levels: levels.map { CodedColumn.Level(value: $0, label: "\($0)") })
  }
}
