import Foundation
import Testing

/// A study of one town whose persons wrote a code of their own: two waves of forty answers.
///
/// The figures are invented and follow from the row number alone.
final class SmallStudy {
  let scratch: ScratchFolder
  var path: String { scratch.url.appending(path: "town").path }
  var out: URL { scratch.url.appending(path: "out") }

  /// What stands in the person column of a row; long enough that no text holds it by chance.
  static func code(_ person: Int) -> String { "KRAKE\(70_000 + 7 * person)" }

  init() throws {
    scratch = try ScratchFolder()
    for (wave, first) in [("before", 0), ("after", 12)] {
      var lines = ["kod,day,trust,neighbours,age"]
      for person in first..<first + 40 {
        let lift = wave == "after" ? 1 : 0
        let trust = min(10, (person * 7 + person / 3) % 9 + lift)
        lines.append(
          "\(Self.code(person)),2025-03-0\(person % 9 + 1),\(trust),\(person % 5 + 1),"
            + "\(["16-39", "40-64", "65+"][person % 3])")
      }
      _ = try scratch.write("town/raw/\(wave).csv", lines.joined(separator: "\n") + "\n")
    }
    _ = try scratch.write(
      "town/study.yaml",
      """
      perlemor: 1
      title: A small town
      languages: [en]
      codebook: codebook.yaml
      waves:
        before: {label: Spring 2024}
        after: {label: Spring 2026}
      municipalities:
        - id: small
          name: Småbyen
          country: DK
          inhabitants: 2400
          role: uptake
          uptake_year: 2025
          relation: linked
          sampling: {design: simple, population: 1900}
      sources:
        - {file: raw/before.csv, wave: before, columns: {person: kod}}
        - {file: raw/after.csv, wave: after, columns: {person: kod}}

      """)
    try writeCodebook()
  }

  /// The codebook; with `fault` a key that no codebook has.
  func writeCodebook(fault: Bool = false) throws {
    _ = try scratch.write(
      "town/codebook.yaml",
      """
      codebook: 1
      variables:
        trust:
          kind: scale
          header: trust
          item: ess.ppltrst
          low: 0
          high: 10
        neighbours:
          kind: scale
          header: neighbours
          item: prep.neighbours
          \(fault ? "lwo" : "low"): 1
          high: 5

      """)
  }

  /// Runs the study; `--as-of` makes the bytes repeatable.
  func run(out: URL? = nil, _ options: [String] = []) throws -> CommandRun {
    try CommandRun(
      ["run", path, "--out", (out ?? self.out).path, "--as-of", "2026-05-01"] + options)
  }

  /// Every file below a folder with its bytes, by relative path.
  static func files(below folder: URL) throws -> [String: Data] {
    var found: [String: Data] = [:]
    let base = folder.resolvingSymlinksInPath().path
    for path in try FileManager.default.subpathsOfDirectory(atPath: base) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: base + "/" + path, isDirectory: &isFolder)
      if !isFolder.boolValue {
        found[path] = try Data(contentsOf: URL(filePath: base + "/" + path))
      }
    }
    return found
  }

  /// The permission bits of a file.
  static func mode(_ file: URL) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    return attributes[.posixPermissions] as? Int ?? -1
  }
}
