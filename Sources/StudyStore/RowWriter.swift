import GRDB

/// Puts rows into one table through one prepared statement.
struct RowWriter {
  private let statement: Statement
  private let columnCount: Int

  init(_ db: Database, _ table: String, _ columns: String) throws {
    columnCount = columns.split(separator: ",").count
    let marks = Array(repeating: "?", count: columnCount).joined(separator: ",")
    statement = try db.makeStatement(sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
  }

  func add(_ values: (any DatabaseValueConvertible)?...) throws {
    precondition(values.count == columnCount, "a value for every column")
    statement.setUncheckedArguments(
      StatementArguments(values.map { $0?.databaseValue ?? .null }))
    try statement.execute()
  }
}

/// A mistake in what is written or read, without the path, which the caller knows.
struct RecordFault: Error {
  var finding: String
}

extension Row {
  /// The value of a column that must be there and of this type; GRDB's own subscript would trap.
  func required<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let value: Value = optional(column) else {
      throw RecordFault(finding: "column \(column) holds no \(Value.self) in a row that needs one")
    }
    return value
  }

  /// The value of a column, or nil where it is null or of another type.
  func optional<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) -> Value? {
    guard let stored: DatabaseValue = self[column] as DatabaseValue? else { return nil }
    return Value.fromDatabaseValue(stored)
  }

  /// A number that may not be one: SQLite keeps NaN as null.
  func number(_ column: String) -> Double { optional(column) ?? .nan }

  /// The case of an enumeration whose raw value stands in a column.
  func oneOf<Value: RawRepresentable>(_ column: String, _ type: Value.Type = Value.self) throws
    -> Value where Value.RawValue == String
  {
    let raw: String = try required(column)
    guard let value = Value(rawValue: raw) else {
      throw RecordFault(finding: "\(raw) is not a known value of column \(column)")
    }
    return value
  }
}
