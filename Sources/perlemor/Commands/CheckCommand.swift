import ArgumentParser
import Diagnostics
import Foundation
import SocialIndicators
import SurveyData

/// `perlemor check`: every fault in definitions and data at once.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Show every fault in definitions and data at once, and how each file was read.",
    discussion: """
      Leaves with 1 where something stops a run; with --strict also where a person should look.

      EXAMPLE
        perlemor check my-town/
      """)

  @Argument(help: "The study folder.", completion: .directory)
  var study: String

  @OptionGroup var library: LibraryOptions

  @Flag(help: "Leave with 1 on warnings too.")
  var strict = false

  func run() throws {
    let progress = Progress()
    let printer = DiagnosticPrinter()
    var loading = try StudyLoading(folder: study, library: library.library, progress: progress)
    let loaded = loading.load()
    var diagnostics = loading.diagnostics
    if let loaded, !diagnostics.hasErrors {
      progress.show("estimating")
      let (_, faults) = evaluate(
        study: loaded.study, plan: loaded.plan, panel: loaded.panel,
        participation: loaded.participation, programVersion: programVersion)
      diagnostics.append(contentsOf: faults)
      diagnostics.append(contentsOf: townTexts(loaded.study).diagnostics)
    }
    progress.clear()
    if let loaded {
      tellFiles(loading.accounts)
      tellLinkages(loaded)
      tellPlan(loaded.plan)
    }
    let text = printer.text(diagnostics)
    if !text.isEmpty { print(text) }
    print("\n\(study): \(printer.summary(diagnostics))")
    if diagnostics.hasErrors || strict && diagnostics.gravest == .warning { throw ExitCode(1) }
  }

  /// How each file was read: a wrong guess must be visible.
  private func tellFiles(_ accounts: [SourceAccount]) {
    print("Files")
    for account in accounts {
      let hash = account.fingerprint.prefix(12)
      print("  \(account.file) (\(account.kind.rawValue), sha256 \(hash))")
      for note in account.format {
        let sure = Int((note.confidence * 100).rounded())
        print("    \(note.what): \(note.value), \(sure) % sure: \(note.reason)")
      }
      print("    \(account.rowsUsed) of \(account.rowsRead) rows used")
      for (reason, count) in account.rowsDropped { print("    \(count) set aside: \(reason)") }
    }
    print()
  }

  private func tellLinkages(_ loaded: LoadedStudy) {
    guard !loaded.panel.linkages.isEmpty else { return }
    print("Persons linked between waves")
    for linkage in loaded.panel.linkages {
      let name = loaded.study.municipalities[linkage.municipality].name
      print(
        "  \(name): \(linkage.matched) in both, \(linkage.lost) only before, \(linkage.new) only "
          + "after, \(linkage.withoutCode) rows without a code, \(linkage.ambiguous) ambiguous")
    }
    print()
  }

  private func tellPlan(_ plan: IndicatorPlan) {
    print("Indicators: \(plan.entries.count) can be computed")
    for entry in plan.entries { print("  \(entry.definition.id): \(entry.definition.label)") }
    print()
  }
}
