import Tabular

/// A numeric variable computed from the columns of a row: what an indicator compiles to.
///
/// Every recode, reversal and missing rule of a coded item is folded into a table of 256 numbers
/// (one a code, NaN where the answer is missing), so that scoring is a look-up and a sum. The parts
/// are combined, the result is missing where fewer than `minimumAnswered` parts are present, and
/// then transformed.
public struct DerivedVariable: Sendable, Hashable {
  /// One input of the score.
  public enum Part: Sendable, Hashable {
    /// A coded column by name, and the number of each of its 256 codes (NaN: missing).
    case coded(column: String, values: [Double])
    /// A real column by name, used as it is.
    case real(column: String)
  }

  /// How the parts of one row become one number.
  public enum Combination: String, Sendable, Hashable {
    /// The mean of the parts present.
    case mean
    /// The sum of the parts present.
    case sum
    /// The mean of the parts present times the number of parts.
    case proratedSum
    /// 1 where any part present is above zero, else 0.
    case any
    /// How many parts present are above zero.
    case count
  }

  /// What is done to the combined number.
  public enum Transform: Sendable, Hashable {
    /// Nothing.
    case identity
    /// `scale · x + offset`.
    case affine(scale: Double, offset: Double)
    /// 1 where `low <= x <= high`, else 0: turns a score into a share.
    case within(low: Double, high: Double)
  }

  /// What the variable is called in results.
  public var name: String
  /// The inputs.
  public var parts: [Part]
  /// How they are combined.
  public var combination: Combination
  /// How many parts must be present.
  public var minimumAnswered: Int
  /// What is done to the combined number.
  public var transform: Transform

  /// Makes a variable.
  public init(
    name: String, parts: [Part], combination: Combination = .mean, minimumAnswered: Int = 1,
    transform: Transform = .identity
  ) {
    self.name = name
    self.parts = parts
    self.combination = combination
    self.minimumAnswered = minimumAnswered
    self.transform = transform
  }
}
