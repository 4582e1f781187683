import Foundation
import Testing

/// What `perlemor estimate --format json` printed.
struct EstimateOutput {
  var rows: [Row]
  var run: CommandRun

  /// One object of the array.
  struct Row: Decodable {
    var statistic: String
    var variable: String
    var level: String?
    var domain: [String: String]
    var n: Int
    var estimate: Double?
    var se: Double?
    var df: Double?
    var low: Double?
    var high: Double?
    var deff: Double?
    var interval: String?
    var t: Double?
    var p: Double?
    var pHolm: Double?
    var note: String?

    enum CodingKeys: String, CodingKey {
      case statistic, variable, level, domain, n, estimate, se, df, deff, interval, t, p, note
      case low = "ci_low"
      case high = "ci_high"
      case pHolm = "p_holm"
    }
  }

  /// Runs the command on a file; the run itself must succeed.
  ///
  /// Degrees of freedom are counted as R does unless the options say otherwise.
  init(_ file: String, _ options: [String], location: SourceLocation = #_sourceLocation) throws {
    let counting = options.contains("--df") ? [] : ["--df", "classic"]
    run = try CommandRun(["estimate", file] + options + counting + ["--format", "json"])
    try #require(run.exitCode == 0, "\(run.errors)", sourceLocation: location)
    rows = try JSONDecoder().decode([Row].self, from: Data(run.output.utf8))
  }

  /// The only row with these properties.
  func row(
    _ statistic: String, _ variable: String, level: String? = nil, _ domain: [String: String] = [:],
    location: SourceLocation = #_sourceLocation
  ) throws -> Row {
    let found = rows.filter {
      $0.statistic == statistic && $0.variable == variable && $0.level == level
        && $0.domain == domain
    }
    try #require(
      found.count == 1, "\(found.count) rows of \(statistic) \(variable) \(domain)",
      sourceLocation: location)
    return found[0]
  }
}

extension EstimateOutput.Row {
  /// Compares with what `helpers.R` writes of a survey statistic; `index` where it holds several.
  func expect(
    _ expected: JSON, at index: Int = 0, interval: Bool = true, deff: Bool = true,
    location: SourceLocation = #_sourceLocation
  ) {
    func value(_ key: String) -> Double? {
      let numbers = expected[key].numbers
      let found = numbers[numbers.count == 1 ? 0 : index]
      return found.isNaN ? nil : found
    }
    #expect(agree(estimate, value("est")), "\(variable) \(domain)", sourceLocation: location)
    #expect(agree(se, value("se")), "\(variable) \(domain) se", sourceLocation: location)
    if let df = value("df") {
      #expect(self.df == df, "\(variable) \(domain) df", sourceLocation: location)
    }
    if interval, value("ci_t_lo") != nil {
      #expect(agree(low, value("ci_t_lo")), "\(variable) low", sourceLocation: location)
      #expect(agree(high, value("ci_t_hi")), "\(variable) high", sourceLocation: location)
    }
    if deff, value("deff") != nil {
      #expect(agree(self.deff, value("deff")), "\(variable) deff", sourceLocation: location)
    }
  }
}
