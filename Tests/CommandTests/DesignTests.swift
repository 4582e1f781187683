import Foundation
import Testing

/// Designs of the R package survey through the command; the R code is in each JSON file.
struct DesignTests {
  /// One file, its design options, and the reference values that they make.
  struct Design: CustomTestStringConvertible, Sendable {
    var reference: String
    var options: [String]
    var testDescription: String { reference }
    var file: String {
      reference.replacing("taylor_", with: "").replacing("_nofpc", with: "")
    }
  }

  static let schools = [
    Design(reference: "taylor_apisrs", options: ["--weights", "pw", "--fpc", "fpc"]),
    Design(
      reference: "taylor_apistrat",
      options: ["--weights", "pw", "--strata", "stype", "--fpc", "fpc"]),
    Design(
      reference: "taylor_apistrat_nofpc", options: ["--weights", "pw", "--strata", "stype"]),
    Design(
      reference: "taylor_apiclus1",
      options: ["--weights", "pw", "--clusters", "dnum", "--fpc", "fpc"]),
    Design(
      reference: "taylor_apiclus1_nofpc", options: ["--weights", "pw", "--clusters", "dnum"]),
  ]

  @Test(arguments: schools)
  func `means, totals and shares of the schools equal R`(_ design: Design) throws {
    let expected = try Reference.expected(design.reference)
    let output = try EstimateOutput(
      Reference.data(design.file),
      design.options + ["--mean", "api00,enroll", "--mean", "meals"]
        + ["--total", "api00,meals", "--share", "stype"])
    for (index, name) in ["api00", "enroll", "meals"].enumerated() {
      // A design effect against simple sampling with replacement, as deff = "replace".
      try output.row("mean", name).expect(expected["mean_deff_replace"], at: index)
    }
    for (index, name) in ["api00", "meals"].enumerated() {
      try output.row("total", name).expect(expected["total"], at: index, deff: false)
    }
    for (index, level) in ["E", "H", "M"].enumerated() {
      let row = try output.row("share", "stype", level: level)
      row.expect(expected["mean_factor_stype"], at: index, interval: false)
      // Even where the design fixes the share, its interval has a width.
      #expect((row.low ?? 1) < (row.estimate ?? 0) && (row.high ?? 0) > (row.estimate ?? 1))
    }
  }

  @Test func `two stages of schools equal R, weights made from the population sizes`() throws {
    // R leaves out every row without enroll from all three means: here that is a domain.
    let text = try String(contentsOfFile: Reference.data("apiclus2"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let head = lines[0].replacing("\"", with: "").split(separator: ",").map(String.init)
    let enroll = try #require(head.firstIndex(of: "enroll"))
    let rows = lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return "\(line),\(cells[enroll].isEmpty ? "no" : "yes")"
    }
    let folder = try ScratchFolder()
    let file = try folder.write(
      "schools.csv", ([lines[0] + ",complete"] + rows).joined(separator: "\n") + "\n")
    let expected = try Reference.expected("taylor_apiclus2")
    let mixed = try Reference.expected("designs_mixed")
    let comma = ["--clusters", "dnum,snum", "--fpc", "fpc1,fpc2"]
    let repeated = ["--clusters", "dnum", "--clusters", "snum", "--fpc", "fpc1", "--fpc", "fpc2"]
    for design in [comma, repeated] {
      let domains = try EstimateOutput(
        file, design + ["--mean", "api00,enroll,meals", "--by", "complete"])
      for (index, name) in ["api00", "enroll", "meals"].enumerated() {
        let row = try domains.row("mean", name, ["complete": "yes"])
        #expect(agree(row.estimate, expected["mean"]["est"].numbers[index]))
        #expect(agree(row.se, expected["mean"]["se"].numbers[index]))
        #expect(agree(row.deff, expected["mean_deff_replace"]["deff"].numbers[index]))
      }
      let whole = try EstimateOutput(
        file, design + ["--mean", "api00", "--total", "api00,meals", "--share", "stype"])
      try whole.row("mean", "api00").expect(mixed["two_stage_mean"], deff: false)
      for (index, name) in ["api00", "meals"].enumerated() {
        try whole.row("total", name).expect(expected["total"], at: index, deff: false)
      }
      for (index, level) in ["E", "H", "M"].enumerated() {
        try whole.row("share", "stype", level: level).expect(
          expected["mean_factor_stype"], at: index, interval: false)
      }
    }
  }

  @Test func `a share of one value equals that line of all values`() throws {
    let options = ["--weights", "pw", "--clusters", "dnum", "--fpc", "fpc"]
    let file = Reference.data("apiclus1")
    let all = try EstimateOutput(file, options + ["--share", "stype"])
    let one = try EstimateOutput(file, options + ["--share", "stype=H"])
    #expect(all.rows.map(\.level) == ["E", "H", "M"])
    #expect(one.rows.count == 1)
    #expect(
      try one.row("share", "stype", level: "H").se == all.row("share", "stype", level: "H").se)
  }

  @Test func `stratified clusters with and without correction equal R`() throws {
    let expected = try Reference.expected("taylor_fpc")
    let design = ["--weights", "weight", "--strata", "stratid", "--clusters", "psuid"]
    for (name, correction) in [("nofpc", []), ("fpc", ["--fpc", "Nh"])] {
      let output = try EstimateOutput(
        Reference.data("fpc"), design + correction + ["--mean", "x", "--total", "x"])
      try output.row("mean", "x").expect(expected["\(name)_mean"])
      try output.row("total", "x").expect(expected["\(name)_total"])
    }
  }

  @Test func `two stages of MU284 and the strata of hospitals equal R`() throws {
    let municipalities = try EstimateOutput(
      Reference.data("mu284"),
      ["--clusters", "id1,id2", "--fpc", "n1,n2", "--mean", "y1", "--total", "y1"])
    let mu284 = try Reference.expected("taylor_mu284")
    try municipalities.row("mean", "y1").expect(mu284["mean"], deff: false)
    try municipalities.row("total", "y1").expect(mu284["total"])

    let hospitals = try EstimateOutput(
      Reference.data("hospital"),
      ["--strata", "oblevel", "--weights", "weighta", "--fpc", "tothosp", "--mean", "births"]
        + ["--total", "births"])
    let hospital = try Reference.expected("taylor_hospital")
    try hospitals.row("mean", "births").expect(hospital["mean"], deff: false)
    try hospitals.row("total", "births").expect(hospital["total"])
  }

  @Test func `domains keep the whole design`() throws {
    let expected = try Reference.expected("domain_api")
    let options = ["--weights", "pw", "--clusters", "dnum", "--fpc", "fpc"]
    let crossed = try EstimateOutput(
      Reference.data("apiclus1"), options + ["--mean", "api00", "--by", "stype,sch.wide"])
    let table = expected["by_stype_schwide"]
    #expect(crossed.rows.count == 6)
    for index in 0..<6 {
      let row = try crossed.row(
        "mean", "api00",
        ["stype": table["stype"].texts[index], "sch.wide": table["sch.wide"].texts[index]])
      #expect(agree(row.estimate, table["api00"].numbers[index]))
      #expect(agree(row.se, table["se"].numbers[index]))
    }
    let simple = try EstimateOutput(
      Reference.data("apiclus1"), options + ["--mean", "api00", "--by", "stype"])
    try simple.row("mean", "api00", ["stype": "E"]).expect(expected["subset_E_mean"])
    let strata = try EstimateOutput(
      Reference.data("apistrat"),
      ["--weights", "pw", "--strata", "stype", "--fpc", "fpc", "--mean", "api00", "--by", "stype"])
    try strata.row("mean", "api00", ["stype": "H"]).expect(expected["strat_subset_onestratum"])
  }

  @Test(arguments: ["remove", "certainty", "adjust", "average"])
  func `every policy for a stratum of one unit equals R`(_ policy: String) throws {
    let expected = try Reference.expected("lonely_psu")[policy]
    let design = ["--weights", "w", "--strata", "stratum", "--clusters", "psu"]
    let whole = try EstimateOutput(
      Reference.data("lonely"),
      design + ["--singleton", policy, "--mean", "y", "--total", "y"])
    try whole.row("mean", "y").expect(expected["mean"])
    try whole.row("total", "y").expect(expected["total"])
    let domains = try EstimateOutput(
      Reference.data("lonely"), design + ["--singleton", policy, "--mean", "y", "--by", "g"])
    try domains.row("mean", "y", ["g": "a"]).expect(expected["domain_a"])
    try domains.row("mean", "y", ["g": "b"]).expect(expected["domain_b"])
  }

  @Test func `a stratum of one unit stops the command unless a policy is named`() throws {
    for policy in [[], ["--singleton", "fail"]] {
      let run = try CommandRun(
        ["estimate", Reference.data("lonely"), "--weights", "w", "--strata", "stratum"]
          + ["--clusters", "psu", "--mean", "y"] + policy)
      #expect(run.exitCode == 1)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("--singleton"))
      #expect(run.errors.contains("3"), "the stratum is named")
    }
  }
}
