/// A statistic that may not exist for the data at hand: its value, or why there is none.
public enum Assessment<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The statistic.
  case assessed(Value)
  /// Why it was not assessed.
  case notAssessed(PsychometricsError)

  /// The statistic, or nil.
  public var value: Value? {
    if case .assessed(let value) = self { return value }
    return nil
  }

  /// Why there is none, or nil.
  public var reason: PsychometricsError? {
    if case .notAssessed(let reason) = self { return reason }
    return nil
  }

  init(_ body: () throws(PsychometricsError) -> Value) {
    do {
      self = .assessed(try body())
    } catch {
      self = .notAssessed(error)
    }
  }
}

/// How far a result takes the sampling design into account.
public enum DesignUse: Sendable, Hashable {
  /// Persons count alike, and intervals and tests take them for a simple random sample.
  case ignored
  /// Estimates use the weights; intervals and tests still take persons for a simple random sample,
  /// so they are too narrow and too keen in a clustered or unequally weighted sample.
  case weightsOnly
}
