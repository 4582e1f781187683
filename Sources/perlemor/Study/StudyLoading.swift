import DefinitionFiles
import Diagnostics
import Foundation
import Ingest
import SocialIndicators
import SurveyData
import Tabular

/// A study folder with everything read and checked, ready for evaluation.
struct LoadedStudy {
  var study: StudyDefinition
  var codebooks: [Codebook]
  var library: IndicatorLibrary
  var plan: IndicatorPlan
  var panel: Panel
  var participation: ParticipationData
  /// Rows of all raw files.
  var rowsRead: Int
  /// Where the study and the library are.
  var folder: String
  var location: LibraryLocation

  /// The YAML of a definition as it stands in its file.
  func text(of definition: IndicatorDefinition) -> String {
    for root in [location.root, folder] {
      let text = try? String(contentsOfFile: root + "/" + definition.file, encoding: .utf8)
      if let text { return text }
    }
    return ""
  }
}

/// Reads definitions, then raw files, then answers; collects every fault on the way.
struct StudyLoading {
  let folder: String
  let location: LibraryLocation
  let progress: Progress
  private(set) var diagnostics = DiagnosticList()
  /// How each raw file was read, for `check`.
  private(set) var accounts: [SourceAccount] = []

  init(folder: String, library: String?, progress: Progress) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw Failure(
        "\(folder): no such study folder"
          + "\n    → draft one from your files: perlemor init \(folder) --from answers.csv")
    }
    self.folder = folder.hasSuffix("/") && folder != "/" ? String(folder.dropLast()) : folder
    do {
      location = try LibraryLocation.find(option: library)
    } catch {
      throw Failure(error.description)
    }
    self.progress = progress
  }

  /// Everything, or nil where the definitions do not even name a study.
  mutating func load() -> LoadedStudy? {
    let (library, libraryFaults) = IndicatorLibrary.load(
      directories: [location.indicators, folder + "/indicators"])
    diagnostics.append(contentsOf: libraryFaults)
    let read = readStudyFolder(
      folder, knownIndicators: library.definitions.map(\.id), knownItems: library.itemIDs)
    diagnostics.append(contentsOf: read.diagnostics)
    guard let study = read.study else { return nil }
    let (plan, planFaults) = IndicatorPlan.make(
      study: study, library: library, codebooks: read.codebooks)
    diagnostics.append(contentsOf: planFaults)
    let sources = study.sources.compactMap { self.read($0) }
    progress.show("reading answers")
    let data = SurveyDataBuilder(study: study, codebooks: read.codebooks).build(sources)
    diagnostics.append(contentsOf: data.diagnostics)
    accounts = data.panel.sources + data.participation.sources
    return LoadedStudy(
      study: study, codebooks: read.codebooks, library: library, plan: plan, panel: data.panel,
      participation: data.participation,
      rowsRead: accounts.reduce(0) { $0 + $1.rowsRead }, folder: folder, location: location)
  }

  /// One raw file; a file that cannot be read is a diagnostic, and the others go on.
  private mutating func read(_ source: SourceDefinition) -> RawSource? {
    progress.show("reading \(source.file)")
    var overrides = FormatOverrides(
      encoding: source.format["encoding"], delimiter: source.format["delimiter"],
      sheet: source.format["sheet"], headerRow: source.format["header_row"].flatMap { Int($0) })
    overrides.decimal = source.format["decimal"].flatMap { DecimalMark($0) }
    let path = source.file.hasPrefix("/") ? source.file : folder + "/" + source.file
    // A missing file is told by the checks of study.yaml, with its line there.
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let file = try readTable(
        TableSource(path: path, displayName: source.file, overrides: overrides))
      diagnostics.append(contentsOf: file.diagnostics)
      return RawSource(source, file)
    } catch {
      diagnostics.append(contentsOf: error.diagnostics)
      return nil
    }
  }
}

extension DecimalMark {
  /// `comma`, `,`, `point`, `dot` or `.` as definition files write it.
  init?(_ text: String) {
    switch text {
    case ",", "comma": self = .comma
    case ".", "dot", "point": self = .dot
    default: return nil
    }
  }
}

extension RawSource {
  /// A file as Ingest read it, as SurveyData interprets it.
  init(_ definition: SourceDefinition, _ file: ReadTable) {
    self.init(
      definition: definition, table: file.table, headers: file.headers,
      lineOfRow: (0..<file.table.rowCount).map { UInt32(file.lineOfRow[$0]) },
      fingerprint: file.fingerprint, byteCount: file.byteCount,
      format: file.format.map {
        SourceAccount.FormatNote(
          what: $0.what.rawValue, value: $0.value, confidence: $0.confidence, reason: $0.reason)
      }, decimalMark: file.decimal == .comma ? "," : ".", rowsRead: file.rowsRead,
      dropReasons: file.rowsDropped.map(\.reason), dropCounts: file.rowsDropped.map(\.count))
  }
}

extension IndicatorLibrary {
  /// The ids of all items that definitions score, in order.
  var itemIDs: [String] {
    var seen: Set<String> = []
    return definitions.flatMap { definition -> [String] in
      guard case .survey(let scoring) = definition.kind else { return [] }
      return scoring.items.map(\.id)
    }.filter { seen.insert($0).inserted }
  }
}
