import Foundation
import Testing

/// Scales from the command line, against R psych 2.2.9.
struct ScaleCommandTests {
  private static let data = CommandRun.root.appending(path: "Tests/ReferenceValues/data").path

  private func rows(_ arguments: [String]) throws -> [[String: Any]] {
    let run = try CommandRun(["scale"] + arguments + ["--format", "json"])
    try #require(run.exitCode == 0, "\(run.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
  }

  @Test func `alpha of the five agreeableness items equals psych's`() throws {
    let rows = try rows([
      Self.data + "/bfi.csv", "--items", "A1,A2,A3,A4,A5", "--reverse", "A1=1:6",
    ])
    func value(_ statistic: String) -> Double {
      rows.first { $0["statistic"] as? String == statistic }?["estimate"] as? Double ?? .nan
    }
    // psych::alpha(bfi[, 1:5], keys = "A1")$total
    #expect(abs(value("alpha") - 0.70301844605730412) < 1e-9)
    #expect(abs(value("standardised_alpha") - 0.71302857867127178) < 1e-9)
    #expect(rows.filter { $0["statistic"] as? String == "item" }.count == 5)
  }

  @Test func `an item that is not reversed is pointed out`() throws {
    let run = try CommandRun([
      "scale", Self.data + "/bfi.csv", "--items", "A1,A2,A3,A4,A5",
    ])
    #expect(run.exitCode == 0)
    #expect((run.output + run.errors).contains("A1"))
    #expect((run.output + run.errors).lowercased().contains("revers"), "\(run.errors)")
  }

  @Test(arguments: [["--items", "A1"], ["--items", "A1,B9"]])
  func `too few items or unknown ones are refused`(_ options: [String]) throws {
    let run = try CommandRun(["scale", Self.data + "/bfi.csv"] + options)
    #expect(run.exitCode != 0)
    #expect(!run.errors.isEmpty)
  }
}
