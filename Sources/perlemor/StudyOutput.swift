import Foundation

/// The two folders that a run writes, made beside the old ones and swapped in at the end, so that
/// nothing half-written stays behind.
struct StudyOutput {
  let target: URL
  let staging: URL

  /// Makes a staging folder beside `path`; removes one that an earlier crash left.
  init(path: String) throws {
    target = URL(filePath: path, directoryHint: .isDirectory)
    staging = target.appending(path: ".perlemor-unfinished", directoryHint: .isDirectory)
    let files = FileManager.default
    do {
      try? files.removeItem(at: staging)
      for folder in ["published/reports", "published/charts"] {
        try files.createDirectory(
          at: staging.appending(path: folder), withIntermediateDirectories: true)
      }
      try files.createDirectory(
        at: staging.appending(path: "confidential"), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure(
        "\(path): cannot write there (\(error.localizedDescription))"
          + "\n    → choose another folder with --out DIR")
    }
  }

  /// Writes bytes under the staging folder.
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    do {
      try Data(bytes).write(to: staging.appending(path: name))
    } catch {
      throw Failure("\(name): cannot be written: \(error.localizedDescription)")
    }
  }

  /// Where the study file is written before the swap.
  var studyFile: String { staging.appending(path: "confidential/study.sqlite").path }

  /// Swaps the finished folders in for the old ones.
  func commit() throws {
    let files = FileManager.default
    for folder in ["published", "confidential"] {
      let old = target.appending(path: folder)
      let aside = target.appending(path: ".perlemor-old-\(folder)")
      try? files.removeItem(at: aside)
      if files.fileExists(atPath: old.path) { try files.moveItem(at: old, to: aside) }
      try files.moveItem(at: staging.appending(path: folder), to: old)
      try? files.removeItem(at: aside)
    }
    try? files.removeItem(at: staging)
  }

  /// Removes what was written so far.
  func abandon() { try? FileManager.default.removeItem(at: staging) }
}
