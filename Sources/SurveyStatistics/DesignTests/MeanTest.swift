internal import Distributions
public import HypothesisTests

/// A t-test of a mean, of the difference of two means, or of a change.
///
/// R: `svyttest`, whose degrees of freedom are one less than the design's.
public struct MeanTest: Sendable, Hashable {
  /// What is compared.
  public var label: String
  /// The mean or difference; its degrees of freedom and interval are the test's.
  public var estimate: Estimate
  /// The value under the hypothesis.
  public var nullValue: Double
  /// (estimate − null value) over the standard error.
  public var t: Double
  /// The p-value on the side asked for.
  public var p: Double
  /// The side.
  public var alternative: Alternative
}

extension SurveyEstimator {
  /// Whether a mean is a given value.
  ///
  /// R: `svyttest(I(y − value) ~ 0, design)`; degrees of freedom are PSUs minus strata minus 1. With
  /// a column of differences within persons it is the paired test of a change.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - domain: The domain.
  ///   - wave: The wave, or nil for all rows of the domain.
  ///   - nullValue: The value under the hypothesis.
  ///   - alternative: The side.
  /// - Returns: The mean, its interval and the test.
  /// - Throws: `DesignTestError`.
  public func tTest(
    _ variable: Int, domain: Int, wave: Int?, nullValue: Double = 0,
    alternative: Alternative = .twoSided
  ) throws(DesignTestError) -> MeanTest {
    let mean: Estimate
    do {
      mean = try self.mean(variable, domain: domain, wave: wave)
    } catch {
      throw .estimation(error)
    }
    let name = variableNames[variable]
    return try tested(
      mean, "mean \(name)", nullValue: nullValue, alternative: alternative)
  }

  /// Whether two domains of one design have the same mean: the second minus the first.
  ///
  /// The linearised covariance of the two is part of the variance. R: `svyttest(y ~ group, design)`.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - first: The domain that is taken away.
  ///   - second: The domain it is taken from.
  ///   - wave: The wave, or nil for all rows of the domains.
  ///   - nullValue: The difference under the hypothesis.
  ///   - alternative: The side.
  /// - Returns: The difference, its interval and the test.
  /// - Throws: `DesignTestError`.
  public func tTest(
    _ variable: Int, domains first: Int, _ second: Int, wave: Int?, nullValue: Double = 0,
    alternative: Alternative = .twoSided
  ) throws(DesignTestError) -> MeanTest {
    try tTest(
      [
        .init(.mean(variable), domain: first, wave: wave),
        .init(.mean(variable), domain: second, wave: wave),
      ], nullValue: nullValue, alternative: alternative)
  }

  /// Whether a mean changed between two waves: after minus before, with the covariance of the
  /// declared relation of the waves.
  ///
  /// R: `svyttest(y ~ wave, design)` for shared units.
  ///
  /// - Parameters:
  ///   - variable: The variable.
  ///   - domain: The domain.
  ///   - before: The first wave.
  ///   - after: The second wave.
  ///   - nullValue: The change under the hypothesis.
  ///   - alternative: The side.
  /// - Returns: The change, its interval and the test.
  /// - Throws: `DesignTestError`.
  public func tTest(
    _ variable: Int, domain: Int, before: Int, after: Int, nullValue: Double = 0,
    alternative: Alternative = .twoSided
  ) throws(DesignTestError) -> MeanTest {
    try tTest(
      [
        .init(.mean(variable), domain: domain, wave: before),
        .init(.mean(variable), domain: domain, wave: after),
      ], nullValue: nullValue, alternative: alternative)
  }

  private func tTest(
    _ references: [StatisticReference], nullValue: Double, alternative: Alternative
  ) throws(DesignTestError) -> MeanTest {
    let contrast: Contrast
    do {
      contrast = try vector(of: references).difference(1, minus: 0)
    } catch {
      throw .estimation(error)
    }
    return try tested(
      contrast.estimate, contrast.label, nullValue: nullValue, alternative: alternative)
  }

  private func tested(
    _ estimate: Estimate, _ label: String, nullValue: Double, alternative: Alternative
  ) throws(DesignTestError) -> MeanTest {
    // One less than PSUs minus strata, or Satterthwaite's where the estimator counts them so.
    let df = min(estimate.degreesOfFreedom, estimate.nominalDegreesOfFreedom - 1)
    guard df > 0 else {
      throw .tooFewDegreesOfFreedom(
        test: "t-test, \(label)", needed: 2, found: estimate.nominalDegreesOfFreedom)
    }
    var estimate = estimate
    estimate.degreesOfFreedom = df
    let error = estimate.standardError
    guard error > 0 else { throw .noVariance(label) }
    let t = (estimate.value - nullValue) / error
    do {
      estimate.interval = try tInterval(estimate, level: level)
    } catch {
      throw .estimation(error)
    }
    do {
      let distribution = try StudentT(degreesOfFreedom: df)
      let p: Double
      switch alternative {
      case .twoSided: p = try distribution.twoSided(t)
      case .greater: p = try distribution.upperTail(t)
      case .less: p = try distribution.cumulative(t)
      }
      return MeanTest(
        label: label, estimate: estimate, nullValue: nullValue, t: t, p: p,
        alternative: alternative)
    } catch {
      throw .distribution(error)
    }
  }
}
