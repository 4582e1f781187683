import ArgumentParser
import Diagnostics
import Foundation

/// Prints diagnostics the way a person reads them: errors first, then warnings, then notes; each
/// with its place, what was found, what was expected and how to mend it.
struct DiagnosticPrinter {
  /// Whether notes are printed too.
  var showsNotes = true

  /// The diagnostics as text, empty where there are none.
  func text(_ list: DiagnosticList) -> String {
    var lines: [String] = []
    for severity in Diagnostic.Severity.allCases.reversed() {
      if severity == .note && !showsNotes { continue }
      let group = list.all.filter { $0.severity == severity }
      guard !group.isEmpty else { continue }
      for (index, diagnostic) in group.enumerated() {
        lines.append("\(word(severity)): \(diagnostic.description) [\(diagnostic.code)]")
        if let hint = diagnostic.hint { lines.append("    → \(hint)") }
        let isLastOfKind = !group[(index + 1)...].contains {
          $0.code == diagnostic.code && $0.place.file == diagnostic.place.file
            && $0.place.column == diagnostic.place.column
        }
        let left = list.leftOut(like: diagnostic)
        if isLastOfKind, left > 0 {
          lines.append("    … and \(left) more of this kind in the same column")
        }
      }
    }
    return lines.map(printable).joined(separator: "\n")
  }

  /// A line that cannot act on the terminal: cells of raw files are quoted in findings, and a control
  /// character or a mark that turns the direction of writing is shown by its number.
  private func printable(_ line: String) -> String {
    var text = ""
    for scalar in line.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate:
        text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// One line that counts the findings.
  func summary(_ list: DiagnosticList) -> String {
    func count(_ severity: Diagnostic.Severity, _ one: String, _ many: String) -> String? {
      let found = list.all.filter { $0.severity == severity }
      let n = found.count + extra(list, found)
      return n == 0 ? nil : "\(n) \(n == 1 ? one : many)"
    }
    let parts = [
      count(.error, "error", "errors"), count(.warning, "warning", "warnings"),
      count(.note, "note", "notes"),
    ].compactMap { $0 }
    return parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
  }

  /// Findings that were counted but not kept, once a kind and column.
  private func extra(_ list: DiagnosticList, _ found: [Diagnostic]) -> Int {
    var seen: Set<String> = []
    return found.reduce(0) { sum, diagnostic in
      let key =
        "\(diagnostic.code)|\(diagnostic.place.file ?? "")|\(diagnostic.place.column ?? "")"
      return seen.insert(key).inserted ? sum + list.leftOut(like: diagnostic) : sum
    }
  }

  private func word(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }
}
