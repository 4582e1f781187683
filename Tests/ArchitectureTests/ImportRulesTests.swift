import Foundation
import Testing

/// Arrows only go down, and each outside library stays in its room.
struct ImportRulesTests {
  /// The rooms of each level, lowest first, as ARCHITECTURE.md draws them.
  static let levels: [[String]] = [
    [
      "ColumnKernels", "Diagnostics", "Graphics", "Fingerprints", "Distributions", "LinearAlgebra",
      "Localization",
    ],
    ["Tabular", "DefinitionFiles", "HypothesisTests", "Plotting", "Typesetting"],
    ["Aggregation", "SurveyData", "CairoRendering", "WebRendering"],
    ["SurveyStatistics", "Ingest"],
    ["Psychometrics", "ImpactStatistics", "SurveySimulation", "SocialIndicators"],
    ["DisclosureControl"],
    ["Reporting", "Exporting", "StudyStore"],
    ["perlemor", "perlemor-sampledata"],
  ]

  /// Modules that only the named rooms may import.
  static let seams: [String: Set<String>] = [
    "Yams": ["DefinitionFiles"], "GRDB": ["StudyStore"], "Crypto": ["Fingerprints"],
    "ArgumentParser": ["perlemor", "perlemor-sampledata"],
    "CPangoCairo": ["CairoRendering"], "CQpdf": ["CairoRendering"],
    "CBoostMath": ["Distributions"], "CICU": ["Localization"], "CCMark": ["Reporting"],
    "CLAPACK": ["LinearAlgebra"], "CNLopt": ["LinearAlgebra"],
    "CZip": ["Ingest", "perlemor-sampledata"], "CExpat": ["Ingest"],
  ]

  /// Rooms that do without Foundation, so that they stay small and quick to start.
  static let withoutFoundation: Set<String> = [
    "ColumnKernels", "Tabular", "Aggregation", "HypothesisTests", "LinearAlgebra",
    "SurveyStatistics",
    "Psychometrics", "ImpactStatistics", "Graphics", "Plotting",
  ]

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct DumpedTarget {
    var name: String
    var type: String
    var dependencies: [String]
  }

  /// The targets as the package manager reads them.
  ///
  /// The scratch path is a fresh one: with the default it would wait for the lock that the running
  /// test build holds.
  static func targets() throws -> [DumpedTarget] {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "perlemor-dump-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path,
      "dump-package",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(json["targets"] as? [[String: Any]]).compactMap { target in
      guard let name = target["name"] as? String, let type = target["type"] as? String else {
        return nil
      }
      let dependencies = (target["dependencies"] as? [[String: Any]] ?? []).compactMap {
        (($0["byName"] ?? $0["target"] ?? $0["product"]) as? [Any])?.first as? String
      }
      return DumpedTarget(name: name, type: type, dependencies: dependencies)
    }
  }

  /// The modules that the Swift files of a room import.
  static func imports(of room: String) throws -> [(file: String, module: String)] {
    let folder = root.appending(path: "Sources/\(room)")
    guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    else { return [] }
    var found: [(String, String)] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"),
          words[..<at].allSatisfy({
            $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0)
          }), words.count > at + 1
        else { continue }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let"]
        let name = kinds.contains(words[at + 1]) ? words[at + 2] : words[at + 1]
        found.append((file.lastPathComponent, String(name.split(separator: ".")[0])))
      }
    }
    return found
  }

  static func level(of room: String) -> Int? { levels.firstIndex { $0.contains(room) } }

  @Test func `every room of the package stands on a level`() throws {
    let rooms = try Self.targets().filter {
      ["regular", "executable"].contains($0.type) && !["CBoostMath", "CICU"].contains($0.name)
    }.map(\.name)
    #expect(Set(rooms) == Set(Self.levels.joined()))
  }

  @Test func `arrows between targets only go down`() throws {
    for target in try Self.targets() where target.type != "test" {
      guard let level = Self.level(of: target.name) else { continue }
      for dependency in target.dependencies {
        guard let below = Self.level(of: dependency) else { continue }
        #expect(below < level, "\(target.name) depends on \(dependency), which is not below it")
      }
    }
  }

  @Test func `every import of a room is one of its arrows`() throws {
    let targets = try Self.targets()
    for room in Self.levels.joined() {
      let allowed = Set(targets.first { $0.name == room }?.dependencies ?? [])
      for (file, module) in try Self.imports(of: room) where Self.level(of: module) != nil {
        #expect(allowed.contains(module), "\(room)/\(file) imports \(module)")
      }
    }
  }

  @Test func `outside libraries stay in their rooms`() throws {
    for room in Self.levels.joined() {
      for (file, module) in try Self.imports(of: room) {
        if let rooms = Self.seams[module] {
          #expect(rooms.contains(room), "\(room)/\(file) imports \(module)")
        }
      }
    }
  }

  @Test func `kernels and statistics do without Foundation`() throws {
    for room in Self.withoutFoundation {
      for (file, module) in try Self.imports(of: room) {
        #expect(!module.hasPrefix("Foundation"), "\(room)/\(file) imports \(module)")
      }
    }
  }

  @Test func `no source file is longer than 600 lines`() throws {
    let folder = Self.root.appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      let lines = try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
      ).count
      #expect(lines <= 601, "\(file.lastPathComponent) has \(lines) lines")
    }
  }
}
