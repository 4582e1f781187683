import Foundation
import Testing

/// The sample programme from raw files to reports: eight towns, eight ways of asking.
struct ProgrammeTests {
  @Test func `the sample programme runs, refuses a reworded item and shows no person`() throws {
    let programme = CommandRun.root.appending(path: "SampleData/programme")
    let scratch = try ScratchFolder()
    let out = scratch.url.appending(path: "out")
    let run = try CommandRun(
      ["run", programme.path, "--out", out.path, "--as-of", "2026-05-01"])
    try #require(run.exitCode == 0, "\(run.errors)")
    #expect(run.errors.contains("[indicator.reworded]"))
    #expect(run.errors.contains("[data.duplicate-person]"))
    #expect(run.errors.contains("12 is not on the scale 0…10"))
    #expect(run.output.contains("8 reports"))

    let published = try SmallStudy.files(below: out.appending(path: "published"))
    let texts = published.filter { !$0.key.hasSuffix(".pdf") }.mapValues {
      String(decoding: $0, as: UTF8.self)
    }
    let codes = try self.codes(
      programme.appending(path: "raw/parlsunda/results-survey-2025.csv"), column: 4)
    #expect(codes.count > 100)
    for (name, text) in texts {
      let words = Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
      #expect(words.isDisjoint(with: codes), "\(name)")
    }
    #expect(published.keys.filter { $0.hasSuffix(".pdf") }.count == 8)

    // Each town's report names its own files and asks its own questions.
    let danish = try pdfText(
      try #require(published["reports/muslingor.municipality.en.pdf"]))
    #expect(danish.contains("Prøver de fleste at være fair"))
    #expect(danish.contains("deltagere.csv"))
    for foreign in ["Do most people try to be fair? (0-10)", "gintarupiai", "apmeklejums"] {
      #expect(!danish.contains(foreign), "\(foreign) in Muslingør's report")
    }

    // A figure of the reworded item says why there is no change.
    let explained = try CommandRun(
      ["explain", "mewiniec.cls.pulltogether", "--study", out.path])
    #expect(explained.exitCode == 0, "\(explained.errors)")
    #expect(explained.output.contains("reworded"), "\(explained.output)")
  }

  /// The self-made codes in a column of a LimeSurvey file.
  private func codes(_ file: URL, column: Int) throws -> Set<String> {
    let text = try String(contentsOf: file, encoding: .utf8)
    return Set(
      text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
        let cells = line.split(separator: ";", omittingEmptySubsequences: false)
        guard cells.count > column else { return nil }
        let code = String(cells[column].filter { $0 != "\"" })
        return code.count >= 5 ? code : nil
      })
  }
}
