internal import Aggregation

/// The shares of all levels of one answer, which add up to 1, with their full covariance matrix.
///
/// R: `svymean(~factor(y), design)`.
public struct CategoryDistribution: Sendable, Hashable {
  /// The share of each level with an interval that stays within 0…1.
  public var shares: [Estimate]
  /// The same shares with their covariances; its rows add up to zero.
  public var vector: EstimateVector
}

extension EstimationRequest {
  /// Adds the levels of a coded column as variables of zeros and ones.
  ///
  /// - Parameters:
  ///   - name: What the answer is called; its levels are called `name=label`.
  ///   - column: The name of the coded column in the table.
  ///   - levels: The code and label of each level; other codes are no answer.
  /// - Returns: The place of the distribution, for `SurveyEstimator.distribution`.
  public mutating func addDistribution(
    of name: String, in column: String, levels: [(code: UInt8, label: String)]
  ) -> Int {
    let first = variables.count
    var answered = [Double](repeating: .nan, count: 256)
    for level in levels { answered[Int(level.code)] = 0 }
    for level in levels {
      var values = answered
      values[Int(level.code)] = 1
      variables.append(
        DerivedVariable(
          name: "\(name)=\(level.label)", parts: [.coded(column: column, values: values)]))
    }
    distributions.append(Array(first..<variables.count))
    return distributions.count - 1
  }
}

extension SurveyEstimator {
  /// The shares of all levels of a distribution that the request declared.
  ///
  /// - Parameters:
  ///   - distribution: Its place in the request.
  ///   - domain: The domain.
  ///   - wave: The wave, or nil for all rows of the domain.
  ///   - method: The interval of each share; nil as `share`.
  /// - Returns: The shares in order of the levels.
  /// - Throws: `EstimationError`.
  public func distribution(
    _ distribution: Int, domain: Int, wave: Int?, method: Estimate.Interval.Method? = nil
  ) throws(EstimationError) -> CategoryDistribution {
    guard distributions.indices.contains(distribution) else {
      throw .unknownIndex(
        what: "distribution", index: distribution, count: distributions.count)
    }
    let variables = distributions[distribution]
    var shares: [Estimate] = []
    for variable in variables {
      shares.append(try share(variable, domain: domain, wave: wave, method: method))
    }
    return CategoryDistribution(
      shares: shares,
      vector: try vector(
        of: variables.map { .init(.share($0), domain: domain, wave: wave) }))
  }

  /// Checks that variables are the levels of one coded answer: of each code that is an answer exactly
  /// one of them is 1 and the others are 0.
  static func check(
    _ level: [Int], of variables: [DerivedVariable]
  ) throws(EstimationError) {
    guard let first = level.first else { throw .notADistribution(variable: "an empty list") }
    var sums = [Double](repeating: 0, count: 256)
    var column: String?
    for index in level {
      guard variables.indices.contains(index) else {
        throw .unknownIndex(what: "variable", index: index, count: variables.count)
      }
      let variable = variables[index]
      guard variable.parts.count == 1, case .coded(let name, let values)? = variable.parts.first,
        values.count == 256, column == nil || column == name, variable.transform == .identity,
        values.allSatisfy({ $0 == 0 || $0 == 1 || $0.isNaN })
      else { throw .notADistribution(variable: variable.name) }
      column = name
      for (code, value) in values.enumerated() { sums[code] += value }
    }
    guard sums.allSatisfy({ $0 == 1 || $0.isNaN }) else {
      throw .notADistribution(variable: variables[first].name)
    }
  }
}
