import ArgumentParser
import Diagnostics
import DisclosureControl
import Foundation
import StudyStore
import SurveyData

/// `perlemor run`: from a study folder to reports.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Read, check, estimate, protect, write and draw: from a study folder to reports.",
    discussion: """
      Writes DIR/published (reports, charts, results: everything that may be shown) and \
      DIR/confidential (the study file with the answers; for your eyes only). Where the study has \
      errors nothing is written and what was there stays.

      EXAMPLES
        perlemor run my-town/
        perlemor run my-town/ --out out/ --as-of 2025-06-30 --language en
      """)

  @Argument(help: "The study folder.", completion: .directory)
  var study: String

  @Option(help: ArgumentHelp("Where to write (default: STUDY/out).", valueName: "dir"))
  var out: String?

  @Option(
    help: ArgumentHelp(
      "The day that reports speak from; the same day gives the same bytes (default: today).",
      valueName: "YYYY-MM-DD"))
  var asOf: String?

  @Option(help: "Languages of the reports (default: those of the study).")
  var language: [String] = []

  @OptionGroup var library: LibraryOptions

  @Flag(help: "Print notes too: what was guessed and set aside.")
  var notes = false

  func run() throws {
    let progress = Progress()
    let day = try reportDay(asOf)
    let printer = DiagnosticPrinter(showsNotes: notes)
    var loading = try StudyLoading(folder: study, library: library.library, progress: progress)
    guard let loaded = loading.load(), !loading.diagnostics.hasErrors else {
      throw refusal(loading.diagnostics, progress)
    }
    progress.show("estimating")
    var (record, diagnostics) = loaded.record(diagnostics: loading.diagnostics, asOf: day)
    guard !diagnostics.hasErrors else { throw refusal(diagnostics, progress) }
    let material = try ReportMaterial(
      record: record, location: loading.location, languages: language)
    let (texts, textFaults) = townTexts(record.study)
    diagnostics.append(contentsOf: textFaults)
    record.diagnostics = diagnostics.all
    let output = try StudyOutput(path: out ?? loading.folder + "/out")
    var publishing = Publishing(material: material, texts: texts, progress: progress)
    do {
      try publishing.publishAll { try output.write($0, to: "published/" + $1) }
      progress.show("writing the study file")
      try writeStudy(record, to: output.studyFile)
      try output.commit()
    } catch let error as StudyStoreError {
      output.abandon()
      throw Failure(error.description)
    } catch {
      output.abandon()
      throw error
    }
    progress.clear()
    var all = diagnostics
    all.append(contentsOf: publishing.diagnostics)
    let text = printer.text(all)
    if !text.isEmpty { writeError(text) }
    report(publishing, loaded, output, all, progress)
    if all.hasErrors { throw ExitCode(1) }
  }

  /// Tells why nothing is written.
  private func refusal(_ diagnostics: DiagnosticList, _ progress: Progress) -> ExitCode {
    let printer = DiagnosticPrinter(showsNotes: notes)
    progress.clear()
    writeError(printer.text(diagnostics))
    writeError(
      "\(printer.summary(diagnostics)); nothing was written. "
        + "perlemor check \(study) shows everything.")
    return ExitCode(1)
  }

  private func report(
    _ publishing: Publishing, _ loaded: LoadedStudy, _ output: StudyOutput, _ all: DiagnosticList,
    _ progress: Progress
  ) {
    let folder = output.target.relativePath
    let withheld = publishing.material.published.count { !$0.withheld.isEmpty }
    let seconds = progress.seconds
    print("\(loaded.study.title)")
    print(
      "  \(loaded.rowsRead) rows read, \(publishing.material.record.results.count) results, "
        + "\(withheld) withheld wholly or in part, \(DiagnosticPrinter().summary(all))")
    print(
      "  \(folder)/published/reports: \(publishing.reportCount) reports "
        + "(\(publishing.pageCount) pages); charts: \(publishing.chartCount); results.csv, results.json"
    )
    print("  \(folder)/confidential/study.sqlite: everything, for your eyes only")
    print(
      String(
        format: "  %.1f s, %.0f rows a second", seconds,
        Double(loaded.rowsRead) / max(seconds, 1e-9)))
  }
}
