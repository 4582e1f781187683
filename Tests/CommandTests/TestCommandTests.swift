import Foundation
import Testing

/// Tests of differences from the command line, against R survey 4.1-1 and R's stats.
///
/// `d <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)`.
struct TestCommandTests {
  private static let data = CommandRun.root.appending(path: "Tests/ReferenceValues/data").path
  private static let design = [
    "--weights", "pw", "--clusters", "dnum", "--fpc", "fpc", "--df", "classic",
  ]

  private func first(_ options: [String]) throws -> [String: Any] {
    let run = try CommandRun(
      ["test", Self.data + "/apiclus1.csv"] + options + ["--format", "json"])
    try #require(run.exitCode == 0, "\(run.errors)")
    let rows = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]]
    return try #require(rows?.first)
  }

  private func expect(_ row: [String: Any], _ values: [String: Double]) {
    for (name, value) in values {
      let found = row[name] as? Double ?? .nan
      #expect(abs(found - value) <= 1e-9 * max(1, abs(value)), "\(name) is \(found)")
    }
  }

  @Test func `means of two groups, with the design's degrees of freedom`() throws {
    // svyttest(api00 ~ sch.wide, d)
    expect(
      try first(Self.design + ["--mean", "api00", "--by", "sch.wide"]),
      [
        "statistic": 2.1089898477929192, "p": 0.054908817089046651, "df": 13,
        "estimate": 41.319021739130399,
      ])
  }

  @Test func `two measurements in one row`() throws {
    // svyttest(I(api00 - api99) ~ 0, d)
    expect(
      try first(Self.design + ["--mean", "api00", "--minus", "api99"]),
      [
        "statistic": 12.054743094077873, "p": 1.9786927550694878e-08, "df": 13,
        "estimate": 37.191256830601091,
      ])
  }

  @Test func `a table with the second-order correction of Rao and Scott`() throws {
    // svychisq(~sch.wide + stype, d)
    expect(
      try first(Self.design + ["--table", "sch.wide,stype"]),
      [
        "statistic": 5.1933695414748771, "p": 0.021747462370796916, "df": 1.4946397777074554,
        "df2": 20.924956887904376,
      ])
  }

  @Test func `ranks of three groups`() throws {
    // svyranktest(enroll ~ stype, d): for three groups its statistic is the 2 degrees of freedom.
    expect(
      try first(Self.design + ["--ranks", "enroll", "--by", "stype"]),
      ["df": 2, "p": 0.00012669467856651353])
  }

  @Test(arguments: [
    ([], "--mean, --ranks or --table"), (["--mean", "api00", "--table", "a,b"], "one thing"),
    (["--ranks", "api00"], "--by"),
  ])
  func `options that do not go together are wrong usage`(
    _ options: [String], _ words: String
  ) throws {
    let run = try CommandRun(["test", Self.data + "/apiclus1.csv"] + options)
    #expect(run.exitCode == 2)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test(arguments: [
    (["--table", "sch.wide"], "two columns"), (["--mean", "api0", "--by", "stype"], "api00"),
  ])
  func `a wrong column says what is expected`(_ options: [String], _ words: String) throws {
    let run = try CommandRun(["test", Self.data + "/apiclus1.csv"] + options)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
