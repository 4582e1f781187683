import ArgumentParser
import Diagnostics
import DisclosureControl
import Exporting
import StudyStore
import SurveyData

/// `perlemor explain`: how a printed figure came about.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print how a figure came about: definition, formula, rows, weights, file hashes.",
    discussion: """
      Figure ids stand in captions and tables of the reports and in results.csv. Without an id it \
      lists all.

      EXAMPLES
        perlemor explain saltholm.ess.ppltrst --study out/
        perlemor explain --study out/
      """)

  @Argument(help: "The figure's id.")
  var id: String?

  @OptionGroup var file: StudyFileOptions

  func run() throws {
    let record = try file.record()
    let published = protect(record.results, study: record.study)
    let ids = published.map(\.result.provenance.figure)
    guard let id else {
      for id in ids { print(id) }
      return
    }
    let sources = record.panel.sources + (record.participation?.sources ?? [])
    guard
      let text = explain(
        figure: id, results: published, definitions: record.definitions.map(\.definition),
        sources: sources)
    else {
      let near = nearestCandidate(to: id, among: ids)
      throw Failure(
        "no figure '\(id)'"
          + (near.map { "; did you mean '\($0)'?" } ?? " (perlemor explain lists them)"))
    }
    print(text)
  }
}
