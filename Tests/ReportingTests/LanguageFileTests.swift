import DefinitionFiles
import Diagnostics
import Foundation
import Localization
import Reporting
import Testing

struct LanguageFileTests {
  /// Messages that other rooms ask for by name.
  static let elsewhere: Set<String> = [
    "interval", "respondents.joined", "typesetting.figure", "typesetting.table",
    "typesetting.continued",
  ]

  @Test func `the keys in Swift are the keys of en.yaml`() throws {
    let english = try ReportFixture.english()
    var used = Self.elsewhere
    let pattern = try Regex(#""([a-z_]+(?:\.[a-z_0-9]+)+)""#)
    let sections = Set(english.strings.keys.compactMap { $0.split(separator: ".").first })
    for room in ["Sources/Reporting", "Sources/Plotting"] {
      let folder = ReportFixture.root.appendingPathComponent(room)
        .resolvingSymlinksInPath()
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: pattern) {
          guard let key = match.output[1].substring else { continue }
          if sections.contains(key.prefix { $0 != "." }) { used.insert(String(key)) }
        }
      }
    }
    let known = Set(english.strings.keys)
    #expect(used.subtracting(known).sorted() == [], "keys without a message")
    #expect(known.subtracting(used).sorted() == [], "messages that nothing prints")
  }

  @Test func `every English message can be read`() throws {
    let english = try ReportFixture.english()
    #expect(english.messageFaults.isEmpty)
    #expect(english.missingKeys.isEmpty)
  }

  @Test(arguments: ["saltholm", "kivilaht"])
  func `no message is missing in a report and no argument is left open`(town: String) throws {
    let words = try ReportFixture.report(town: town).words
    for mark in ["⟨", "{", "}", "null", "  "] { #expect(!words.contains(mark), "\(mark)") }
  }

  @Test func `a language lists its gaps and falls back to English`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("languages-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try #"""
    greeting: "Good {part}"
    summary: {title: Summary, lead: Lead}
    """#.write(to: folder.appendingPathComponent("en.yaml"), atomically: true, encoding: .utf8)
    try #"""
    greeting: "Labs {diena}"
    summary: {title: Kopsavilkums, leed: x}
    """#.write(to: folder.appendingPathComponent("lv.yaml"), atomically: true, encoding: .utf8)
    var diagnostics = DiagnosticList()
    let catalogue = LanguageCatalogue.load(folder: folder.path, into: &diagnostics)
    #expect(catalogue.tags == ["en", "lv"])
    let latvian = try #require(catalogue.language("lv-LV"))
    #expect(latvian.string("summary.title") == "Kopsavilkums")
    #expect(latvian.string("summary.lead") == "Lead")
    #expect(
      diagnostics.all.map(\.code) == [
        "language.message", "language.gaps", "language.unknown-message",
      ])
    #expect(diagnostics.all.last?.hint == "did you mean summary.lead?")
  }

  @Test func `a template with unknown kinds and keys is refused with suggestions`() {
    var diagnostics = DiagnosticList()
    let text = """
      id: x
      sections:
        - kind: sumary
        - kind: dimensions
          without: [likertt]
        - kind: town_text
        - kind: cover
          colour: red
      """
    let node = parseDefinition(text: text, name: "x.yaml", into: &diagnostics)
    let template = node.flatMap {
      ReportTemplate.decode($0, name: "x.yaml", into: &diagnostics)
    }
    #expect(template == nil)
    #expect(
      diagnostics.all.map(\.code) == [
        "definition.value", "template.chart", "definition.missing-key", "definition.unknown-key",
      ])
    #expect(diagnostics.all[0].hint == "did you mean summary?")
    #expect(diagnostics.all[1].hint == "did you mean likert?")
  }
}
