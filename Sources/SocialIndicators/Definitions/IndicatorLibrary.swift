internal import DefinitionFiles
package import Diagnostics
internal import Fingerprints
internal import FoundationEssentials

/// All indicator definitions that were found, by id.
package struct IndicatorLibrary: Sendable {
  /// Sorted by dimension in the order of `dimensions`, then by id.
  package private(set) var definitions: [IndicatorDefinition]

  /// The dimensions of the framework in the order of reports.
  package static let dimensions = [
    "belonging", "trust_bonding", "trust_bridging", "trust_linking", "engagement",
    "preparedness", "quality_of_life", "culture", "participation",
  ]

  package init(_ definitions: [IndicatorDefinition]) {
    self.definitions = definitions.sorted { a, b in
      let ranks = (Self.rank(a.dimension), Self.rank(b.dimension))
      return ranks.0 == ranks.1 ? a.id < b.id : ranks.0 < ranks.1
    }
  }

  private static func rank(_ dimension: String) -> Int {
    dimensions.firstIndex(of: dimension) ?? dimensions.count
  }

  /// The definition with this id, or nil.
  package subscript(id: String) -> IndicatorDefinition? { definitions.first { $0.id == id } }

  /// Reads every `.yaml` file below the directories, in order of path, and reports all faults.
  ///
  /// A study's own folder stands beside the shared library: an id that is defined twice is an
  /// error, never a silent replacement. A directory that does not exist is no fault, for a study
  /// need not have definitions of its own.
  package static func load(
    directories: [String]
  ) -> (library: IndicatorLibrary, diagnostics: DiagnosticList) {
    var diagnostics = DiagnosticList(keptPerKind: .max)
    var definitions: [IndicatorDefinition] = []
    for directory in directories {
      let root = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
      let name = root.split(separator: "/").last.map(String.init) ?? root
      for file in yamlFiles(below: root) {
        definitions += read(
          path: "\(root)/\(file)", name: "\(name)/\(file)", into: &diagnostics)
      }
    }
    return (IndicatorLibrary(distinct(definitions, &diagnostics)), diagnostics)
  }

  /// Reads one file of definitions, such as researchers hand to `perlemor estimate`.
  package static func load(
    file: String, name: String
  ) -> (library: IndicatorLibrary, diagnostics: DiagnosticList) {
    var diagnostics = DiagnosticList(keptPerKind: .max)
    let definitions = read(path: file, name: name, into: &diagnostics)
    return (IndicatorLibrary(distinct(definitions, &diagnostics)), diagnostics)
  }

  /// Reads definitions from text, for tests.
  package static func parse(
    _ text: String, name: String
  ) -> (library: IndicatorLibrary, diagnostics: DiagnosticList) {
    var diagnostics = DiagnosticList(keptPerKind: .max)
    let definitions = parse(bytes: Array(text.utf8), name: name, into: &diagnostics)
    return (IndicatorLibrary(distinct(definitions, &diagnostics)), diagnostics)
  }

  private static func read(
    path: String, name: String, into diagnostics: inout DiagnosticList
  ) -> [IndicatorDefinition] {
    guard let bytes = readBytes(path: path, name: name, into: &diagnostics) else { return [] }
    return parse(bytes: bytes, name: name, into: &diagnostics)
  }

  private static func parse(
    bytes: [UInt8], name: String, into diagnostics: inout DiagnosticList
  ) -> [IndicatorDefinition] {
    guard let node = parseDefinition(bytes: bytes, name: name, into: &diagnostics) else {
      return []
    }
    let hash = fingerprint(of: bytes)
    let faults = DefinitionFaults(file: name)
    let reader = DefinitionReader(node, faults: faults)
    var definitions: [IndicatorDefinition] = []
    if reader.has("indicators") {
      for member in reader.list("indicators", required: true) ?? [] {
        if let definition = decodeIndicator(member, file: name, fingerprint: hash) {
          definitions.append(definition)
        }
      }
      reader.finish()
    } else if let definition = decodeIndicator(reader, file: name, fingerprint: hash) {
      definitions.append(definition)
    }
    diagnostics.append(contentsOf: faults.list)
    return definitions
  }

  private static func distinct(
    _ definitions: [IndicatorDefinition], _ diagnostics: inout DiagnosticList
  ) -> [IndicatorDefinition] {
    var kept: [String: IndicatorDefinition] = [:]
    return definitions.filter { definition in
      if let first = kept[definition.id] {
        diagnostics.append(
          Diagnostic(
            "indicator.duplicate", .error, at: .init(file: definition.file, column: "id"),
            "the indicator \(definition.id) is defined in \(first.file) already",
            expected: "an id of its own",
            hint: "rename one of them; an id never changes its meaning"))
        return false
      }
      kept[definition.id] = definition
      return true
    }
  }

  /// Paths of YAML files below a directory, relative to it, sorted by path.
  private static func yamlFiles(below root: String, in folder: String = "") -> [String] {
    let path = folder.isEmpty ? root : "\(root)/\(folder)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    var files: [String] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let relative = folder.isEmpty ? name : "\(folder)/\(name)"
      var isFolder = false
      guard FileManager.default.fileExists(atPath: "\(root)/\(relative)", isDirectory: &isFolder)
      else { continue }
      // A folder that is a link could lead back to where it stands.
      if isFolder {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(root)/\(relative)")
        guard link == nil else { continue }
        files += yamlFiles(below: root, in: relative)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        files.append(relative)
      }
    }
    return files
  }
}
