import Foundation
import Testing

/// The ten indicators of the cohort as a researcher asks for them: raw items in one file, the
/// definitions in another.
///
/// Expected values: R survey 4.1-1; the code is in `cohort_standard_job.json`.
struct StandardJobTests {
  private static let options = [
    "--definitions",
    CommandRun.root.appending(path: "SampleData/cohort-16/standard-job.yaml").path,
    "--weights", "weight", "--strata", "stratum", "--clusters", "psu", "--by", "municipality",
    "--change", "wave=before:after", "--df", "classic",
  ]

  @Test func `levels and changes of sixteen municipalities equal R`() throws {
    let output = try EstimateOutput(Reference.data("cohort_16mun"), Self.options)
    let expected = try Reference.expected("cohort_standard_job")
    #expect(output.rows.count == 10 * 16 * 3)
    var found: [String: EstimateOutput.Row] = [:]
    for row in output.rows {
      found[key(row.variable, row.domain["municipality"], row.domain["wave"])] = row
    }
    let levels = expected["levels"]
    let names = levels["indicator"].texts
    #expect(names.count == 320)
    for index in names.indices {
      func value(_ column: String) -> Double { levels[column].items[index].number }
      let place = String(Int(value("municipality")))
      let name = key(names[index], place, levels["wave"].texts[index])
      let row = try #require(found[name], "\(name) is missing")
      #expect(row.n == Int(value("n")), "\(name)")
      #expect(agree(row.estimate, value("mean")), "\(name)")
      #expect(agree(row.se, value("se")), "\(name)")
      #expect(row.df == value("df"), "\(name)")
      #expect(agree(row.deff, value("deff")), "\(name)")
      if names[index].hasPrefix("s") {
        #expect(row.statistic == "mean" && row.interval == "t")
        #expect(agree(row.low, value("ci_lo")), "\(name)")
        #expect(agree(row.high, value("ci_hi")), "\(name)")
      } else {
        // A share prints the logit interval. R finds it through a fit that stops at 1e-8.
        #expect(row.statistic == "share" && row.interval == "logit", "\(name)")
        #expect(agree(row.low, value("logit_lo"), 1e-7), "\(name)")
        #expect(agree(row.high, value("logit_hi"), 1e-7), "\(name)")
      }
    }
    let changes = expected["change"]
    for (index, indicator) in changes["indicator"].texts.enumerated() {
      func value(_ column: String) -> Double { changes[column].items[index].number }
      let name = key(indicator, String(Int(value("municipality"))), nil)
      let row = try #require(found[name], "\(name) is missing")
      #expect(row.statistic == "change")
      #expect(agree(row.estimate, value("change")), "\(name)")
      #expect(agree(row.se, value("se")), "\(name)")
      #expect(agree(row.t, value("t")), "\(name)")
      #expect(row.df == value("df"), "\(name)")
      #expect(agree(row.p, value("p")), "\(name)")
      #expect(agree(row.pHolm, value("p_holm")), "\(name)")
    }
  }

  @Test func `the CSV form equals the expected tables in every digit they have`() throws {
    let run = try CommandRun(
      ["estimate", Reference.data("cohort_16mun")] + Self.options + ["--format", "csv"])
    try #require(run.exitCode == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      lines[0] == [
        "statistic", "variable", "level", "municipality", "wave", "n", "estimate", "se", "df",
        "ci_low", "ci_high", "deff", "interval", "t", "p", "p_holm", "of", "mdc", "deff_fpc",
        "deff_kish", "df_nominal", "note",
      ])
    var found: [String: [String: String]] = [:]
    for line in lines.dropFirst() {
      let row = Dictionary(uniqueKeysWithValues: zip(lines[0], line))
      found[key(row["variable"] ?? "", row["municipality"], row["wave"])] = row
    }
    for (table, columns) in [
      ("expected_cohort_16mun_levels", ["n", "mean=estimate", "se", "df", "deff"]),
      (
        "expected_cohort_16mun_change",
        ["change=estimate", "se", "t", "df", "p", "p_holm"]
      ),
    ] {
      for expected in try Reference.table(table) {
        let name = key(expected["indicator"] ?? "", expected["municipality"], expected["wave"])
        let row = try #require(found[name], "\(name) is missing")
        for column in columns {
          let names = column.split(separator: "=").map(String.init)
          let there = expected[names[0]].flatMap { Double($0) }
          let here = row[names[names.count - 1]].flatMap { Double($0) }
          #expect(agree(here, there), "\(name) \(column)")
        }
      }
    }
  }

  private func key(_ variable: String, _ place: String?, _ wave: String?) -> String {
    "\(variable) \(place ?? "") \(wave ?? "")"
  }
}
