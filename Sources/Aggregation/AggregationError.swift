/// Why rows could not be aggregated.
public enum AggregationError: Error, Sendable, Hashable {
  /// A variable asks for a column that the table does not have.
  case unknownColumn(variable: String, column: String)
  /// A column is not of the kind that the variable asks for.
  case wrongColumnKind(variable: String, column: String, expected: String)
  /// A coded part does not name a number for each of the 256 codes.
  case wrongTableLength(variable: String, column: String, count: Int)
  /// A variable has no parts.
  case noParts(variable: String)
  /// A product names a variable that the plan does not have.
  case noSuchVariable(index: Int, count: Int)
  /// A key has not one value a row.
  case unequalLengths(key: String, rows: Int, found: Int)
  /// The product of the key ranges does not fit an integer.
  case tooManyKeys
}

extension AggregationError: CustomStringConvertible {
  /// The variable first, then what is wrong.
  public var description: String {
    switch self {
    case .unknownColumn(let variable, let column):
      "\(variable): the table has no column \"\(column)\""
    case .wrongColumnKind(let variable, let column, let expected):
      "\(variable): column \"\(column)\" is not \(expected)"
    case .wrongTableLength(let variable, let column, let count):
      "\(variable): \(count) numbers for the codes of \"\(column)\" (expected 256)"
    case .noParts(let variable): "\(variable): no parts to score"
    case .noSuchVariable(let index, let count): "variable \(index) of \(count)"
    case .unequalLengths(let key, let rows, let found):
      "\(key): \(found) values for \(rows) rows"
    case .tooManyKeys: "too many domains, units, waves and calibration cells to index"
    }
  }
}
