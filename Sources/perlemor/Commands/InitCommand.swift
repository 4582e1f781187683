import ArgumentParser
import DefinitionFiles
import Diagnostics
import Foundation
import Ingest
import SocialIndicators
import SurveyData
import Tabular

/// `perlemor init`: drafts a study folder from raw files.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Draft a study folder from raw files, every guess marked for confirmation.",
    discussion: """
      Reads the files (CSV, XLSX), copies them into FOLDER/data, and writes study.yaml, \
      codebook.yaml and, for the town's own questions, indicators/drafted.yaml. What was guessed \
      carries CONFIRM; perlemor check lists what is still unconfirmed, and a run works meanwhile.

      Two waves are told apart by a column (year, wave), by the names of the files (2024, 2025, \
      before, after), by a long silence between the answers, or by their order here.

      What is said here need not be filled in afterwards:
        --name, --country, --inhabitants, --uptake-year, --design.

      EXAMPLE
        perlemor init my-town/ --from answers.csv attendance.xlsx
        perlemor init my-town/ --from "Survey 2024.xlsx" "Survey 2025.xlsx" \\
          --name Saltholm --country DK --inhabitants 5200 --uptake-year 2024 --design open
      """)

  @Argument(help: "The study folder to make.", completion: .directory)
  var folder: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The raw files: surveys, attendance, volunteering.", valueName: "file"))
  var from: [String]

  @Option(help: "The study's name (default: the folder's).")
  var title: String?

  @Option(help: ArgumentHelp("The municipality's name (default: the title).", valueName: "town"))
  var name: String?

  @Option(help: ArgumentHelp("Its country in two letters, such as DK.", valueName: "code"))
  var country: String?

  @Option(
    help: ArgumentHelp(
      "Its inhabitants; not used where a column names several towns.", valueName: "number"))
  var inhabitants: Int?

  @Option(help: ArgumentHelp("The year in which the project began there.", valueName: "year"))
  var uptakeYear: Int?

  @Option(
    help: ArgumentHelp(
      "How people came to answer: simple (drawn by lot), census (everybody was asked) or open "
        + "(anybody with the link).", valueName: "design"))
  var design: DraftSettings.Design?

  @OptionGroup var library: LibraryOptions

  func validate() throws {
    if from.isEmpty { throw ValidationError("Name the raw files with --from.") }
    if let country, country.count != 2 || !country.allSatisfy({ $0.isASCII && $0.isLetter }) {
      throw ValidationError("--country \(country): expected two letters, such as DK.")
    }
    if let inhabitants, inhabitants < 1 {
      throw ValidationError("--inhabitants \(inhabitants): expected a number of persons.")
    }
    if let uptakeYear, !(1900...2200).contains(uptakeYear) {
      throw ValidationError("--uptake-year \(uptakeYear): expected a year, such as 2025.")
    }
  }

  func run() throws {
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    let files = FileManager.default
    for name in ["study.yaml", "codebook.yaml", "indicators/drafted.yaml"]
    where files.fileExists(atPath: root.appending(path: name).path) {
      throw Failure(
        "\(folder): there is a \(name) already, and init never writes over one"
          + "\n    → choose another folder, or move it away")
    }
    let location: LibraryLocation
    do {
      location = try LibraryLocation.find(option: library.library)
    } catch {
      throw Failure(error.description)
    }
    let printer = DiagnosticPrinter()
    var diagnostics = DiagnosticList()
    var sources: [DraftSource] = []
    var copies: [(from: String, to: String)] = []
    for path in from {
      do {
        let file = try readTable(TableSource(path: path))
        diagnostics.append(contentsOf: file.diagnostics)
        let name = place(of: path, in: root)
        if name.hasPrefix("data/"), !isInside(path, root) { copies.append((path, name)) }
        if copies.filter({ $0.to == name }).count > 1 {
          throw Failure("\(path): two files have the same name\n    → rename one of them")
        }
        sources.append(
          DraftSource(
            file: name, table: file.table, headers: file.headers,
            decimalMark: file.decimal == .comma ? "," : "."))
        print("\(path): \(file.table.rowCount) rows, \(file.headers.count) columns")
        for finding in file.format { print("  \(finding)") }
      } catch let error as IngestError {
        diagnostics.append(contentsOf: error.diagnostics)
      }
    }
    let text = printer.text(diagnostics)
    if !text.isEmpty { writeError(text) }
    guard !sources.isEmpty, sources.count == from.count else {
      writeError("\(printer.summary(diagnostics)); nothing was written.")
      throw ExitCode(1)
    }
    let items = draftItems(location)
    let draft = draftStudy(
      title: title ?? name ?? root.lastPathComponent, sources: sources, items: items,
      settings: DraftSettings(
        name: name, country: country, inhabitants: inhabitants, uptakeYear: uptakeYear,
        design: design))
    do {
      try files.createDirectory(at: root, withIntermediateDirectories: true)
      for copy in copies {
        let target = root.appending(path: copy.to)
        try files.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        if files.fileExists(atPath: target.path) {
          throw Failure("\(target.relativePath): there is such a file already; nothing was changed")
        }
        try files.copyItem(at: URL(filePath: copy.from), to: target)
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target.path)
      }
      if let indicators = draft.indicatorsYAML {
        let own = root.appending(path: "indicators")
        try files.createDirectory(at: own, withIntermediateDirectories: true)
        try Data(indicators.utf8).write(to: own.appending(path: "drafted.yaml"))
      }
      try Data(draft.codebookYAML.utf8).write(to: root.appending(path: "codebook.yaml"))
      try Data(draft.studyYAML.utf8).write(to: root.appending(path: "study.yaml"))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(folder): cannot write there: \(error.localizedDescription)")
    }
    let written =
      ["study.yaml", "codebook.yaml"]
      + (draft.indicatorsYAML == nil ? [] : ["indicators/drafted.yaml"])
    print("\nWrote in \(folder): \(written.joined(separator: ", "))")
    print("Guessed, please confirm:")
    for guess in draft.guesses { print("  ? \(guess)") }
    print("\nNext: look for CONFIRM in these files, then")
    print("  perlemor check \(folder)\n  perlemor run \(folder)")
  }

  /// The file relative to the folder where it lies inside, else its place under `data/`.
  private func place(of path: String, in root: URL) -> String {
    let file = URL(filePath: path).standardizedFileURL.path
    let base = root.standardizedFileURL.path
    let prefix = base.hasSuffix("/") ? base : base + "/"
    return file.hasPrefix(prefix)
      ? String(file.dropFirst(prefix.count)) : "data/" + URL(filePath: path).lastPathComponent
  }

  private func isInside(_ path: String, _ root: URL) -> Bool {
    let base = root.standardizedFileURL.path
    return URL(filePath: path).standardizedFileURL.path.hasPrefix(
      base.hasSuffix("/") ? base : base + "/")
  }

  /// Items of the library that columns may answer, with the wordings that may be shipped.
  private func draftItems(_ location: LibraryLocation) -> [DraftItem] {
    let (library, _) = IndicatorLibrary.load(directories: [location.indicators])
    var alone: [String: String] = [:]
    for definition in library.definitions {
      guard case .survey(let scoring) = definition.kind, scoring.items.count == 1 else { continue }
      let id = scoring.items[0].id
      // The plain score of an item stands for it, before shares made of it.
      if alone[id] == nil || scoring.shareWithin == nil { alone[id] = definition.id }
    }
    var seen: Set<String> = []
    return library.definitions.flatMap { definition -> [DraftItem] in
      guard case .survey(let scoring) = definition.kind else { return [] }
      return scoring.items.map {
        DraftItem(
          id: $0.id, wording: $0.wording, low: $0.low, high: $0.high, indicator: alone[$0.id])
      }
    }.filter { seen.insert($0.id).inserted }
  }
}

extension DraftSettings.Design: ExpressibleByArgument {}
