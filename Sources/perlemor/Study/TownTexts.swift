import Diagnostics
import Foundation
import SurveyData

/// The Markdown files that a study names, by section; a file that cannot be read is a finding.
func townTexts(_ study: StudyDefinition) -> (texts: [String: String], diagnostics: [Diagnostic]) {
  var texts: [String: String] = [:]
  var diagnostics: [Diagnostic] = []
  for (section, file) in study.texts.sorted(by: { $0.key < $1.key }) {
    let path = file.hasPrefix("/") ? file : study.folder + "/" + file
    guard let data = FileManager.default.contents(atPath: path) else {
      diagnostics.append(
        Diagnostic(
          "text.missing", .warning, at: .init(file: file), "the file cannot be read",
          expected: "a Markdown file for the section \(section)"))
      continue
    }
    guard let text = String(data: data, encoding: .utf8) else {
      diagnostics.append(
        Diagnostic(
          "text.encoding", .warning, at: .init(file: file), "the file is not UTF-8",
          expected: "UTF-8", hint: "save it again as UTF-8"))
      continue
    }
    texts[section] = text
  }
  return (texts, diagnostics)
}
