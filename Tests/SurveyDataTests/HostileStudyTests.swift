import Diagnostics
import Foundation
import Testing

@testable import SurveyData

private let malformed =
  URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path + "/SampleData/malformed-studies/"

/// Study folders that would do harm: to files outside, to a drawing, to a figure.
struct HostileStudyTests {
  /// A study of one town in a folder of its own, with a change to its text.
  private func read(_ change: (String) -> String) throws -> DiagnosticList {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["codebook.yaml", "answers.csv"] {
      try FileManager.default.copyItem(
        atPath: malformed + "stratum-without-size/" + name, toPath: folder.path + "/" + name)
    }
    let text = try String(
      contentsOfFile: malformed + "stratum-without-size/study.yaml", encoding: .utf8)
    try change(text).write(
      toFile: folder.path + "/study.yaml", atomically: true, encoding: .utf8)
    return readStudyFolder(folder.path).diagnostics
  }

  private func codes(_ list: DiagnosticList) -> [String] { list.all.map(\.code) }

  @Test func `ids and languages that lead out of the folder are refused on their lines`() {
    let found = readStudyFolder(malformed + "unsafe-ids").diagnostics
    #expect(found.all.filter { $0.code == "study.id" }.map(\.place.line) == [6, 9])
    #expect(found.all.filter { $0.code == "study.language-tag" }.map(\.place.line) == [3])
  }

  @Test(arguments: ["town", "pärlsunda", "Vizlūkste", "new_england", "a-1", "12"])
  func `ids of letters, digits and hyphens are fine`(id: String) throws {
    let found = try read {
      $0.replacingOccurrences(of: "id: town", with: "id: \"\(id)\"")
        .replacingOccurrences(of: "municipality: town", with: "municipality: \"\(id)\"")
    }
    #expect(!codes(found).contains("study.id"), "\(found.all)")
  }

  @Test(arguments: [
    "..", ".", "", "a/b", "a b", "a\\\\b", "a.b", String(repeating: "a", count: 65),
  ])
  func `other ids are not`(id: String) throws {
    let found = try read { $0.replacingOccurrences(of: "id: town", with: "id: \"\(id)\"") }
    #expect(codes(found).contains("study.id"), "\(found.all)")
  }

  @Test func `a control character is told by line and number`() throws {
    let found = readStudyFolder(malformed + "control-characters").diagnostics
    let fault = try #require(found.all.first)
    #expect(fault.code == "definition.control-character")
    #expect(fault.place.line == 2 && fault.finding.contains("U+0007"))
  }

  @Test(arguments: ["\\uFFFE", "\\e", "\\x7f", "\\U0001FFFF"])
  func `what cannot be drawn is refused`(escape: String) throws {
    let found = try read { $0.replacingOccurrences(of: "name: Town", with: "name: \"T\(escape)\"") }
    #expect(codes(found) == ["definition.control-character"])
  }

  @Test(arguments: ["\\u202E\\u05D0", "\\U0001F600", "a\\tb\\nc", "<b>&\\\""])
  func `what can be drawn is read`(escape: String) throws {
    let found = try read { $0.replacingOccurrences(of: "name: Town", with: "name: \"T\(escape)\"") }
    #expect(!codes(found).contains("definition.control-character"))
  }

  @Test(arguments: [(300, false), (301, true)])
  func `a name has room on a page`(length: Int, isRefused: Bool) throws {
    let name = String(repeating: "å", count: length)
    let found = try read { $0.replacingOccurrences(of: "name: Town", with: "name: \(name)") }
    #expect(codes(found).contains("study.too-long") == isRefused)
  }

  @Test func `a text of a hundred thousand letters is no text of a definition`() throws {
    let name = String(repeating: "a", count: 100_000)
    let found = try read { $0.replacingOccurrences(of: "name: Town", with: "name: \(name)") }
    #expect(codes(found) == ["definition.too-long"])
  }

  @Test func `a group that is named twice is used once`() throws {
    let found = try read { $0 + "groups: [district, district]\n" }
    #expect(codes(found).contains("study.group-twice"))
  }

  @Test func `margins far from the population are told`() throws {
    func margins(_ island: Int) -> (String) -> String {
      {
        $0.replacingOccurrences(
          of: "    sampling:",
          with:
            "    margins: {district: {north: 1500, south: 1500, island: \(island)}}\n    sampling:"
        ).replacingOccurrences(
          of: "design: stratified", with: "population: 4000\n      design: simple"
        )
        .replacingOccurrences(of: "      stratum: district\n", with: "")
      }
    }
    let near = try read(margins(900))
    #expect(!codes(near).contains("study.margin-population"), "\(near.all)")
    let far = try read(margins(100))
    #expect(codes(far).contains("study.margin-population"), "\(far.all)")
  }
}
