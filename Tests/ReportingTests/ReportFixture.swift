import Diagnostics
import Foundation
import Graphics
import Localization
import Plotting
import Reporting
import Testing
import Typesetting

/// The library's own language and template, and reports made with them.
enum ReportFixture {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func english() throws -> Language {
    var diagnostics = DiagnosticList()
    let catalogue = LanguageCatalogue.load(
      folder: root.appendingPathComponent("Reports/languages").path, into: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    return try #require(catalogue.language("en"))
  }

  static func template() throws -> ReportTemplate {
    var diagnostics = DiagnosticList()
    let template = ReportTemplate.load(
      path: root.appendingPathComponent("Reports/templates/municipality.yaml").path,
      name: "municipality.yaml", into: &diagnostics)
    #expect(diagnostics.isEmpty, "\(diagnostics.all)")
    return try #require(template)
  }

  static func report(
    _ study: InventedStudy = .made(), town: String = "saltholm",
    change: (inout ReportInput) -> Void = { _ in }
  ) throws -> MunicipalityReport {
    var input = study.input()
    change(&input)
    let (template, english) = (try template(), try english())
    return try #require(
      municipalityReport(
        input, municipality: town, template: template, language: english,
        shaper: FixedAdvanceShaper(), columnWidth: 459))
  }
}

extension MunicipalityReport {
  /// Everything a reader can read, charts and alternative texts included.
  var words: String {
    document.blocks.map(\.words).joined(separator: "\n")
      + "\n"
      + charts.map { Frame.plainText(of: $0.frame.items) + $0.text.alternativeText }
      .joined(separator: "\n")
  }

  /// The blocks from one chapter's heading to the next chapter's.
  func chapter(_ id: String) -> String {
    var inside = false
    var words: [String] = []
    for block in document.blocks {
      if case .heading(1, _, let here, _, _) = block { inside = here == id }
      if inside { words.append(block.words) }
    }
    return words.joined(separator: "\n")
  }
}

extension Document.Block {
  var words: String {
    switch self {
    case .cover(let cover):
      ([cover.kicker, cover.title, cover.subtitle] + cover.factLabels + cover.factValues)
        .joined(separator: "\n")
    case .heading(_, let text, _, _, _): text
    case .paragraph(let inlines, _): inlines.words
    case .list(let items, _): items.map(\.words).joined(separator: "\n")
    case .figure(let figure): figure.caption.words + "\n" + figure.alternativeText
    case .table(let table):
      ([table.caption.words] + table.columns.map(\.header) + table.rows.flatMap { $0 }
        + [table.note ?? ""]).joined(separator: "\n")
    case .callout(let title, let blocks, _):
      ([title ?? ""] + blocks.map(\.words)).joined(separator: "\n")
    case .cards(let cards):
      cards.map { "\($0.figure) \($0.label) \($0.note)" }.joined(separator: "\n")
    case .contents(let title): title
    case .pageBreak, .space: ""
    }
  }
}

extension [Document.Inline] {
  var words: String {
    map { inline in
      switch inline {
      case .text(let text), .strong(let text), .emphasis(let text), .link(let text, _): text
      }
    }.joined()
  }
}
