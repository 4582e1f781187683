public import Aggregation
public import Tabular

extension Table {
  /// One variable minus another within each row: what the paired t-test of rows that hold both times
  /// is made of.
  ///
  /// - Parameters:
  ///   - variable: The variable that the other is taken from.
  ///   - other: The variable that is taken away.
  /// - Returns: The differences, missing where either is.
  /// - Throws: `AggregationError`.
  public func difference(
    of variable: DerivedVariable, minus other: DerivedVariable
  ) throws(AggregationError) -> RealColumn {
    var first = VariableScoring(rowCount: rowCount)
    try first.score(variable, in: self)
    var second = VariableScoring(rowCount: rowCount)
    try second.score(other, in: self)
    var values = first.scores
    var missing = [UInt8](repeating: 0, count: rowCount)
    for row in values.indices {
      values[row] -= second.scores[row]
      if !values[row].isFinite {
        values[row] = 0
        missing[row] = MissingReason.notAnswered.rawValue + 1
      }
    }
    return RealColumn(values: values, missing: missing)
  }
}
