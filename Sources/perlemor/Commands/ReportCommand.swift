import ArgumentParser
import Diagnostics
import Foundation
import Localization
import StudyStore
import SurveyData

/// `perlemor report`: reports again, from the study file.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write reports from a study file, without the raw files.",
    discussion: """
      EXAMPLES
        perlemor report --study out/ --out reports/
        perlemor report saltholm --study out/ --language en
      """)

  @Argument(help: "Ids of municipalities (default: all).")
  var municipality: [String] = []

  @OptionGroup var file: StudyFileOptions

  @Option(help: "The folder to write to.")
  var out: String = "."

  @Option(help: "Languages of the reports (default: those of the study).")
  var language: [String] = []

  func run() throws {
    let progress = Progress()
    let record = try file.record()
    let material = try ReportMaterial(
      record: record, location: try file.location(), languages: language)
    let places = try chosen(municipality, in: material)
    let (texts, faults) = townTexts(record.study)
    var publishing = Publishing(material: material, texts: texts, progress: progress)
    let write = try folderWriter(out)
    try publishing.publishReports(of: places, charts: false) { bytes, path in
      try write(bytes, String(path.split(separator: "/").last ?? ""))
    }
    progress.clear()
    var diagnostics = publishing.diagnostics
    diagnostics.append(contentsOf: faults)
    let text = DiagnosticPrinter(showsNotes: false).text(diagnostics)
    if !text.isEmpty { writeError(text) }
    print("\(out): \(publishing.reportCount) reports (\(publishing.pageCount) pages)")
  }
}

/// The municipalities with these ids, or all; a mistyped id is told with the nearest one.
func chosen(_ ids: [String], in material: ReportMaterial) throws -> [Municipality] {
  guard !ids.isEmpty else { return material.municipalities }
  return try ids.map { id in
    if let place = material.municipalities.first(where: { $0.id == id || $0.name == id }) {
      return place
    }
    let known = material.municipalities.map(\.id)
    let near = nearestCandidate(to: id, among: known).map { "; did you mean '\($0)'?" }
    throw Failure(
      "no municipality '\(id)'\(near ?? " (there are \(known.joined(separator: ", ")))")")
  }
}

/// Writes files into a folder, each whole or not at all.
func folderWriter(_ folder: String) throws -> Publishing.Write {
  let root = URL(filePath: folder, directoryHint: .isDirectory)
  do {
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  } catch {
    throw Failure("\(folder): cannot write there: \(error.localizedDescription)")
  }
  return { bytes, name in
    do {
      try Data(bytes).write(to: root.appending(path: name), options: .atomic)
    } catch {
      throw Failure("\(folder)/\(name): cannot be written: \(error.localizedDescription)")
    }
  }
}
