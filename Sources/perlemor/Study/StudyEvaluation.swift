import Diagnostics
import DisclosureControl
import Foundation
import SocialIndicators
import StudyStore
import SurveyData

extension LoadedStudy {
  /// Computes every result and puts everything that is known into one record.
  func record(
    diagnostics: DiagnosticList, asOf: String
  ) -> (record: StudyRecord, diagnostics: DiagnosticList) {
    var diagnostics = diagnostics
    let (results, faults) = evaluate(
      study: study, plan: plan, panel: panel, participation: participation,
      programVersion: programVersion)
    diagnostics.append(contentsOf: faults)
    let published = protect(results, study: study)
    let used = Set(plan.entries.map(\.definition.id))
    let record = StudyRecord(
      study: study, codebooks: codebooks, panel: panel,
      participation: participation.sources.isEmpty ? nil : participation,
      definitions: library.definitions.filter { used.contains($0.id) }.map {
        StudyRecord.Definition(definition: $0, text: text(of: $0))
      }, results: results, withheld: published.map(\.withheld), diagnostics: diagnostics.all,
      asOf: asOf, programVersion: programVersion)
    return (record, diagnostics)
  }
}

/// The day that a report speaks from: the one asked for, or today.
func reportDay(_ asked: String?) throws -> String {
  guard let asked else {
    let parts = Calendar(identifier: .gregorian).dateComponents(
      [.year, .month, .day], from: Date())
    return String(
      format: "%04d-%02d-%02d", parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1)
  }
  let parts = asked.split(separator: "-", omittingEmptySubsequences: false)
  let calendar = Calendar(identifier: .gregorian)
  guard asked.utf8.count == 10, parts.count == 3, let year = Int(parts[0]),
    let month = Int(parts[1]), let day = Int(parts[2]),
    DateComponents(calendar: calendar, year: year, month: month, day: day).isValidDate
  else {
    throw Failure("--as-of \(asked): not a day (expected YYYY-MM-DD, such as 2025-06-30)")
  }
  return asked
}
