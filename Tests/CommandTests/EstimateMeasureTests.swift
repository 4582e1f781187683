import Foundation
import Testing

/// Ratios, standard deviations, quantiles and contrasts from the command line.
///
/// R survey 4.1-1, `d <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data =
/// apistrat)`; the commands stand beside the numbers.
struct EstimateMeasureTests {
  private static let data = CommandRun.root.appending(path: "Tests/ReferenceValues/data").path
  private static let design = ["--weights", "pw", "--strata", "stype", "--fpc", "fpc"]

  private func rows(
    _ options: [String], file: String = "apistrat", design: [String] = design
  ) throws -> [[String: Any]] {
    let run = try CommandRun(
      ["estimate", Self.data + "/\(file).csv"] + design + options + ["--format", "json"])
    try #require(run.exitCode == 0, "\(run.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
  }

  private func expect(
    _ row: [String: Any], _ name: String, _ value: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = row[name] as? Double ?? .nan
    #expect(
      abs(found - value) <= 1e-9 * max(1, abs(value)), "\(name) is \(found)",
      sourceLocation: sourceLocation)
  }

  @Test func `a ratio, a standard deviation and a median equal R's`() throws {
    let rows = try rows(["--ratio", "api.stu/enroll", "--sd", "api00", "--median", "api00"])
    try #require(rows.count == 3)
    // svyratio(~api.stu, ~enroll, d)
    expect(rows[0], "estimate", 0.83695688694052173)
    expect(rows[0], "se", 0.0077571031666378827)
    // svycontrast(svyvar(~api00, d), quote(sqrt(api00)))
    expect(rows[1], "estimate", 123.25009616964741)
    expect(rows[1], "se", 5.0942758574099569)
    // svyquantile(~api00, d, 0.5)
    expect(rows[2], "estimate", 668)
    #expect(rows[2]["level"] as? String == "0.5")
    #expect(rows[2]["statistic"] as? String == "quantile")
  }

  @Test func `a contrast of domains equals R's`() throws {
    let rows = try rows(["--mean", "api00", "--by", "stype", "--contrast", "E - H"])
    let contrast = try #require(rows.last)
    #expect(contrast["statistic"] as? String == "contrast")
    // svycontrast(svyby(~api00, ~stype, d, svymean, covmat = TRUE), c(E = 1, H = -1))
    expect(contrast, "estimate", 48.610000000000014)
    expect(contrast, "se", 19.402155399533424)
  }

  @Test func `jackknife replicates, made or supplied, equal R's`() throws {
    // as.svrepdesign(svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1),
    //   type = "JK1"); svymean(~api00, j)
    let made = try rows(
      ["--mean", "api00", "--replicates", "jk1"], file: "apiclus1",
      design: ["--weights", "pw", "--clusters", "dnum", "--fpc", "fpc"])
    expect(made[0], "estimate", 644.16939890710386)
    expect(made[0], "se", 26.329360589527614)
    let run = try CommandRun([
      "estimate", Self.data + "/apiclus1.csv", "--weights", "pw", "--clusters", "dnum", "--mean",
      "api00", "--replicates", "brr",
    ])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("the sample has 15 sampling units"), "\(run.errors)")
  }

  @Test(arguments: [
    (["--ratio", "api00"], "NUMERATOR/DENOMINATOR"),
    (["--quantile", "api00=1.5"], "between 0 and 1"),
    (["--median", "api0"], "did you mean 'api00'?"),
    (["--mean", "api00", "--by", "stype", "--contrast", "E - X"], "X"),
  ])
  func `a wrong option says what is expected`(_ options: [String], _ words: String) throws {
    let run = try CommandRun(
      ["estimate", Self.data + "/apistrat.csv"] + Self.design + options)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [
    (["--mean", "api00", "--contrast", "E"], "--by"),
    (["--mean", "api00", "--interval", "wald"], "wilson"),
    (["--mean", "api00", "--as", "ratio"], "--change"), ([], "--median"),
  ])
  func `options that do not go together are wrong usage`(
    _ options: [String], _ words: String
  ) throws {
    let run = try CommandRun(["estimate", Self.data + "/apistrat.csv"] + options)
    #expect(run.exitCode == 2)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
