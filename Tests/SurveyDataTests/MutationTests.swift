import Diagnostics
import Foundation
import Testing

@testable import SurveyData

struct MutationTests {
  /// A valid study with one byte changed, doubled or taken out is read or refused, and never
  /// crashes; the same seed makes the same files.
  @Test func `no single changed byte makes the reader crash`() throws {
    let root =
      URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path + "/SampleData/malformed-studies/not-matching/"
    let names = ["study.yaml", "codebook.yaml"]
    let files = names.map { FileManager.default.contents(atPath: root + $0).map(Array.init) ?? [] }
    try #require(files.allSatisfy { !$0.isEmpty })
    let folder = try temporaryFolder(["answers.csv": "district,gender\nNorth,Woman\n"])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var state: UInt64 = 20_240_301
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let spices: [UInt8] = Array("[]{}:&*!|>'\"%@`#,?-~\t\n 0".utf8) + [0x00, 0x80, 0xFF, 0xC3]
    for round in 0..<150 {
      var changed = files
      let file = round % 2
      let at = next(changed[file].count)
      switch next(3) {
      case 0: changed[file][at] = spices[next(spices.count)]
      case 1: changed[file].insert(spices[next(spices.count)], at: at)
      default: changed[file].remove(at: at)
      }
      for (name, bytes) in zip(names, changed) {
        try Data(bytes).write(to: URL(filePath: folder + "/" + name))
      }
      let read = readStudyFolder(folder, knownIndicators: ["a", "b", "c"])
      #expect(read.study != nil || read.diagnostics.hasErrors)
      guard let study = read.study else { continue }
      let data = SurveyDataBuilder(study: study, codebooks: read.codebooks).build([
        raw(["district|gender", "North|Woman", "South|"], file: "answers.csv")
      ])
      let account = data.panel.sources[0]
      #expect(account.rowsRead == account.rowsUsed + account.dropCounts.reduce(0, +))
    }
  }
}
