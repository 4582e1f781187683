import ArgumentParser
import Foundation

/// Makes the invented programme again, or checks that it is still what the seed gives.
@main
struct SampleDataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perlemor-sampledata",
    abstract: "Makes the raw files and codebooks of SampleData/programme.",
    discussion: """
      The same seed gives the same bytes on every machine. study.yaml and texts/ are written by \
      hand and are not touched.

      Example: swift run perlemor-sampledata --out SampleData/programme
               swift run perlemor-sampledata --check
      """)

  @Option(help: "The folder of the programme.")
  var out = "SampleData/programme"

  @Option(help: "The seed of all draws.")
  var seed: UInt64 = 20_250_210

  @Flag(help: "Compare with the files that are there, write nothing; exit 1 where they differ.")
  var check = false

  func run() throws {
    var differing: [String] = []
    let files = SampleProgramme(seed: seed).files()
    for file in files {
      let path = "\(out)/\(file.path)"
      let bytes = try self.bytes(of: file.content)
      if check {
        if (try? Data(contentsOf: URL(fileURLWithPath: path))) != bytes {
          differing.append(file.path)
        }
      } else {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try bytes.write(to: URL(fileURLWithPath: path), options: .atomic)
      }
    }
    guard differing.isEmpty else {
      for path in differing { print("\(out)/\(path): differs from what seed \(seed) gives") }
      throw ExitCode(1)
    }
    print(
      check
        ? "\(files.count) files are what seed \(seed) gives"
        : "\(files.count) files written under \(out)")
  }

  private func bytes(of content: SampleProgramme.Content) throws -> Data {
    switch content {
    case .bytes(let bytes): return Data(bytes)
    case .workbook(let writer, let sheet):
      let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("perlemor-\(UUID().uuidString).xlsx").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      try writer.write(sheet, to: path)
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
  }
}
