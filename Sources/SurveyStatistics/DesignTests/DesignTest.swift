internal import Distributions

/// A test that takes the sampling design into account.
public struct DesignTest: Sendable, Hashable {
  /// The distribution that the statistic is compared with where the hypothesis holds.
  public enum Reference: Sendable, Hashable {
    /// Student's t.
    case t(degreesOfFreedom: Double)
    /// F.
    case f(numerator: Double, denominator: Double)
    /// χ², after the statistic is divided by the mean design effect.
    case chiSquared(degreesOfFreedom: Double)
    /// A sum of χ² variables with these weights over a χ² divided by its degrees of freedom.
    case mixture(weights: [Double], denominator: Double)
  }

  /// What was tested, in the words of the field.
  public var method: String
  /// The test statistic.
  public var statistic: Double
  /// What it is compared with.
  public var reference: Reference
  /// The p-value.
  public var p: Double
  /// Rows that the test is made of.
  public var respondents: Int
}

/// Upper tails of reference distributions, with errors of tests.
enum Tail {
  static func f(
    _ x: Double, _ numerator: Double, _ denominator: Double
  ) throws(DesignTestError) -> Double {
    do {
      // R's pf takes infinite denominators as χ² over its degrees of freedom.
      guard denominator.isFinite else {
        return try ChiSquared(degreesOfFreedom: numerator).upperTail(x * numerator)
      }
      return try FisherF(numerator: numerator, denominator: denominator).upperTail(x)
    } catch {
      throw .distribution(error)
    }
  }

  static func twoSidedT(_ t: Double, _ df: Double) throws(DesignTestError) -> Double {
    do {
      return try StudentT(degreesOfFreedom: df).twoSided(t)
    } catch {
      throw .distribution(error)
    }
  }

  static func chiSquared(_ x: Double, _ df: Double) throws(DesignTestError) -> Double {
    do {
      return try ChiSquared(degreesOfFreedom: df).upperTail(x)
    } catch {
      throw .distribution(error)
    }
  }
}
