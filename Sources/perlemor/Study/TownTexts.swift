import Diagnostics
import Foundation
import SurveyData

/// The most that is printed of a town's own words in one section, in bytes.
private let longestText = 100_000

/// The longest word, which a long address on the web may be.
private let longestWord = 2_000

/// Whether a character cannot be set: control characters other than white space, and no characters.
private func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\t", "\n", "\r": false
  default:
    scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
  }
}

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
    guard data.count <= longestText else {
      diagnostics.append(
        Diagnostic(
          "text.too-long", .warning, at: .init(file: file),
          "the file has \(data.count) bytes and is left out",
          expected: "at most \(longestText) bytes, some thirty pages",
          hint: "print the main points and name the place of the rest"))
      continue
    }
    if let word = text.split(whereSeparator: \.isWhitespace).first(where: {
      $0.utf8.count > longestWord
    }) {
      diagnostics.append(
        Diagnostic(
          "text.too-long", .warning, at: .init(file: file),
          "a word has \(word.utf8.count) bytes, and the file is left out",
          expected: "words of at most \(longestWord) bytes", hint: "is this a text?"))
      continue
    }
    let kept = text.unicodeScalars.filter { !isUnprintable($0) }
    if kept.count < text.unicodeScalars.count {
      diagnostics.append(
        Diagnostic(
          "text.control-characters", .warning, at: .init(file: file),
          "\(text.unicodeScalars.count - kept.count) control characters are left out",
          expected: "letters, digits and signs that can be printed"))
    }
    texts[section] = String(String.UnicodeScalarView(kept))
  }
  return (texts, diagnostics)
}
