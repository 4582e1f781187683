import Foundation
import Testing

/// Runs the built command as a newcomer would and keeps what it said.
struct CommandRun {
  var exitCode: Int32
  var output: String
  var errors: String

  /// The folder of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the built products: where the running test bundle lies.
  static var products: URL {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while !FileManager.default.isExecutableFile(atPath: folder.appending(path: "perlemor").path),
      folder.path.count > 1
    {
      folder = folder.deletingLastPathComponent()
    }
    return folder
  }

  init(_ arguments: [String], in folder: URL = root, command: String = "perlemor") throws {
    let process = Process()
    process.executableURL = Self.products.appending(path: command)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PERLEMOR_LIBRARY": Self.root.path]
    ) { _, new in new }
    // Files rather than pipes: a full pipe would stop the command.
    let scratch = FileManager.default.temporaryDirectory
    let out = scratch.appending(path: "perlemor-out-\(UUID().uuidString)")
    let err = scratch.appending(path: "perlemor-err-\(UUID().uuidString)")
    for file in [out, err] { FileManager.default.createFile(atPath: file.path, contents: nil) }
    defer { for file in [out, err] { try? FileManager.default.removeItem(at: file) } }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    exitCode = process.terminationStatus
    output = try String(contentsOf: out, encoding: .utf8)
    errors = try String(contentsOf: err, encoding: .utf8)
  }
}

/// A folder that is removed with the value that holds it.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "perlemor-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a text file and gives its path.
  func write(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
}
