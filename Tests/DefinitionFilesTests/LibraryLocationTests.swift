import Foundation
import Testing

@testable import DefinitionFiles

struct LibraryLocationTests {
  private func folder(_ names: [String]) throws -> String {
    let root = FileManager.default.temporaryDirectory.path + "/library-\(UUID().uuidString)"
    for name in names {
      try FileManager.default.createDirectory(
        atPath: root + "/" + name, withIntermediateDirectories: true)
    }
    return root
  }

  @Test func `an ancestor that holds both folders is found`() throws {
    let root = try folder(["Indicators", "Reports", ".build/debug"])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let found = try LibraryLocation.find(
      option: nil, variable: nil, executable: root + "/.build/debug/perlemor", currentFolder: "/")
    #expect(found.root == root)
  }

  @Test func `the installed folder beside the executable comes before ancestors`() throws {
    let root = try folder([
      "Indicators", "Reports", "usr/bin", "usr/share/perlemor/Indicators",
      "usr/share/perlemor/Reports",
    ])
    defer { try? FileManager.default.removeItem(atPath: root) }
    let found = try LibraryLocation.find(
      option: nil, variable: nil, executable: root + "/usr/bin/perlemor", currentFolder: root)
    #expect(found.root == root + "/usr/share/perlemor")
    #expect(found.foundBy == "executable")
  }

  @Test func `an option that points elsewhere is an error, not passed over`() throws {
    let root = try folder(["Indicators", "Reports"])
    defer { try? FileManager.default.removeItem(atPath: root) }
    #expect(throws: LibraryLocation.NotFound.self) {
      try LibraryLocation.find(
        option: "/nowhere", variable: root, executable: nil, currentFolder: root)
    }
    #expect(throws: LibraryLocation.NotFound.self) {
      try LibraryLocation.find(
        option: nil, variable: "/nowhere", executable: nil, currentFolder: root)
    }
  }

  @Test func `where nothing is found, every place that was looked at is named`() throws {
    let error = #expect(throws: LibraryLocation.NotFound.self) {
      try LibraryLocation.find(
        option: nil, variable: nil, executable: "/nowhere/bin/x", currentFolder: "/nowhere/else")
    }
    #expect(error?.looked.count == 3)
    #expect(error?.looked.first == "/nowhere/share/perlemor")
  }
}
