import Testing

/// Degrees of freedom of few clusters, as `--df` counts them.
struct FewClustersCommandTests {
  private static let options = [
    "--weights", "pw", "--clusters", "dnum", "--fpc", "fpc", "--mean", "api00",
  ]

  private func row(_ more: [String]) throws -> EstimateOutput.Row {
    try EstimateOutput(Reference.data("apiclus1"), Self.options + more).row("mean", "api00")
  }

  @Test func `fifteen unequal districts are few unless R's count is asked for`() throws {
    let classic = try row(["--df", "classic"])
    let named = try row(["--df", "satterthwaite"])
    let automatic = try row(["--df", "auto"])
    #expect(classic.df == 14)
    #expect(automatic.df == named.df)
    #expect((4.2...4.7).contains(automatic.df ?? 0))
    #expect(automatic.se == classic.se && automatic.estimate == classic.estimate)
    #expect((automatic.high ?? 0) > (classic.high ?? 0))
    // Without the option it is auto.
    let run = try CommandRun(
      ["estimate", Reference.data("apiclus1")] + Self.options + ["--format", "csv"])
    let cells = run.output.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(cells[0].contains("df_nominal"))
    #expect(cells[1].contains("14") && !cells[1].contains("14.0"))
    #expect(Double(cells[1][5]) == automatic.df || cells[1].contains { Double($0) == automatic.df })
  }

  @Test func `a wrong word says what there is`() throws {
    let run = try CommandRun(
      ["estimate", Reference.data("apiclus1")] + Self.options + ["--df", "welch"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("satterthwaite"))
  }
}
