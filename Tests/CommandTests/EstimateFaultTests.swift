import Foundation
import Testing

/// Faults in options and files of `perlemor estimate`: 2 for wrong usage, 1 for findings, and words
/// that say where, what was found and what to do.
struct EstimateFaultTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func expect(
    _ arguments: [String], exit code: Int32, says texts: [String],
    location: SourceLocation = #_sourceLocation
  ) throws {
    let run = try CommandRun(["estimate"] + arguments)
    #expect(run.exitCode == code, "\(run.errors)", sourceLocation: location)
    #expect(run.output.isEmpty, "results beside a fault", sourceLocation: location)
    for text in texts {
      #expect(run.errors.contains(text), "\(run.errors)", sourceLocation: location)
    }
    #expect(!run.errors.contains("Fatal error"), sourceLocation: location)
    #expect(!run.errors.contains("internal fault"), sourceLocation: location)
  }

  @Test func `a mistyped value of an option leaves with 2 and tells the values there are`() throws {
    let file = Reference.data("apistrat")
    let wrong: [(options: [String], says: [String])] = [
      (["--singleton", "averag"], ["averag", "'average'"]),
      (["--format", "xml"], ["xml", "'table', 'csv' or 'json'"]),
      (["--level", "95"], ["--level", "0.95"]),
      (["--change", "wave"], ["COLUMN=BEFORE:AFTER"]),
      (["--change", "wave=a:b:c"], ["COLUMN=BEFORE:AFTER"]),
      (["--waves", "fresh"], ["--change"]),
      (["--change", "stype=E:H", "--waves", "linked"], ["linked=PERSON-COLUMN"]),
      (["--clusters", "dnum", "--fpc", "fpc,pw"], ["--fpc has more stages"]),
    ]
    for (options, says) in wrong {
      try expect([file, "--mean", "api00"] + options, exit: 2, says: says)
    }
    try expect([file], exit: 2, says: ["--mean"])
    try expect([], exit: 2, says: ["<file>"])
  }

  @Test func `a mistyped column is a finding with the nearest column`() throws {
    let file = Reference.data("apistrat")
    for (option, value, near) in [
      ("--weights", "pww", "pw"), ("--strata", "stypee", "stype"), ("--clusters", "dnun", "dnum"),
      ("--fpc", "fcp", "fpc"), ("--by", "sch.wid", "sch.wide"), ("--mean", "api0", "api00"),
      ("--total", "enrol", "enroll"), ("--share", "stpye", "stype"),
      ("--change", "stpye=E:H", "stype"), ("--missing", "api01=9", "api00"),
    ] {
      let means = option == "--mean" ? [] : ["--mean", "api00"]
      try expect(
        [file, option, value] + means, exit: 1,
        says: ["apistrat.csv", option, "did you mean '\(near)'?"])
    }
  }

  @Test func `a mistyped value of a column is a finding with its values`() throws {
    let file = Reference.data("apistrat")
    try expect(
      [file, "--share", "stype=Q"], exit: 1, says: ["apistrat.csv, stype", "'Q'", "E, H, M"])
    try expect(
      [file, "--mean", "api00", "--change", "stype=E:Q"], exit: 1, says: ["'Q'", "E, H, M"])
    try expect(
      [file, "--mean", "stype"], exit: 1,
      says: ["apistrat.csv:2, stype: 'E' is not a number", "--share stype=E"])
  }

  @Test func `a file that is not what it seems is a finding`() throws {
    try expect(["none.csv", "--mean", "x"], exit: 1, says: ["none.csv", "no such file"])
    try expect([folder.url.path, "--mean", "x"], exit: 1, says: ["folder"])
    try expect(
      [try folder.write("empty.csv", ""), "--mean", "x"], exit: 1, says: ["empty.csv", "empty"])
    try expect(
      [try folder.write("head.csv", "x,y\n"), "--mean", "x"], exit: 1, says: ["head.csv"])
    try expect(
      [try folder.write("page.csv", "<!DOCTYPE html><html><body>x</body></html>"), "--mean", "x"],
      exit: 1, says: ["page.csv"])
  }

  @Test func `a workbook that is called CSV is read as a workbook`() throws {
    let copy = folder.url.appending(path: "answers.csv")
    try FileManager.default.copyItem(
      at: CommandRun.root.appending(path: "Tests/CommandTests/Fixtures/microsoft-forms.xlsx"),
      to: copy)
    let question = "Most people in this town can be trusted (0 = not at all, 10 = completely)"
    let output = try EstimateOutput(copy.path, ["--mean", question])
    #expect(output.rows.count == 1)
    #expect(output.rows[0].n > 100)
  }

  @Test func `weights that no design can have are told by line`() throws {
    for (value, says) in [
      ("0", "the weight is 0"), ("-1.5", "the weight is -1.5"), ("NA", "'NA' is missing"),
      ("", "empty"), ("heavy", "'heavy' is not a number"),
    ] {
      let file = try folder.write("w.csv", "w,x\n1,3\n\(value),4\n2,5\n")
      try expect(
        [file, "--weights", "w", "--mean", "x"], exit: 1, says: ["w.csv:3", says, "--weights"])
    }
  }

  @Test func `rows without a stratum or a cluster are told by line`() throws {
    let file = try folder.write("s.csv", "s,c,x\na,1,3\na,2,4\n,3,5\nb,,6\nb,4,1\n")
    try expect([file, "--strata", "s", "--mean", "x"], exit: 1, says: ["s.csv:4", "--strata"])
    try expect([file, "--clusters", "c", "--mean", "x"], exit: 1, says: ["s.csv:5", "--clusters"])
  }

  @Test func `a population below its sample is told with its stratum`() throws {
    let one = try folder.write("fpc.csv", "N,x\n2,3\n2,4\n2,5\n")
    try expect(
      [one, "--fpc", "N", "--mean", "x"], exit: 1,
      says: ["fpc.csv, the sample: 3 units", "population of 2", "expected at least 3"])
    let strata = try folder.write(
      "strata.csv", "s,N,x\nnorth,9,3\nnorth,9,4\nsouth,1.5,5\nsouth,1.5,5\n")
    try expect(
      [strata, "--strata", "s", "--fpc", "N", "--mean", "x"], exit: 1,
      says: ["stratum south: 2 units"])
    let varies = try folder.write("varies.csv", "N,x\n9,3\n8,4\n9,5\n")
    try expect([varies, "--fpc", "N", "--mean", "x"], exit: 1, says: ["varies.csv:3", "--fpc"])
  }

  @Test func `a sample of one row has no variance and says so`() throws {
    let file = try folder.write("one.csv", "x\n3\n")
    try expect(
      [file, "--mean", "x"], exit: 1,
      says: ["one.csv: the sample has one sampling unit", "--singleton"])
  }

  @Test func `a domain without answers keeps its line, with a note`() throws {
    let file = try folder.write("gap.csv", "g,x\na,1\na,2\nb,\nb,NA\n")
    let output = try EstimateOutput(file, ["--mean", "x", "--by", "g"])
    let row = try output.row("mean", "x", ["g": "b"])
    #expect(row.n == 0 && row.estimate == nil && row.note == "no answers")
  }

  @Test func `a participation formula needs records and says so`() throws {
    let definition = CommandRun.root.appending(path: "Indicators/participation")
    let files = try FileManager.default.contentsOfDirectory(atPath: definition.path)
    let file = try #require(files.filter { $0.hasSuffix(".yaml") }.min())
    try expect(
      [Reference.data("apisrs"), "--definitions", definition.appending(path: file).path],
      exit: 1, says: ["attendance", "perlemor run"])
  }
}
