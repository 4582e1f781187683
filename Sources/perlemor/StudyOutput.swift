import Foundation

/// The two folders that a run writes, made beside the old ones and swapped in at the end, so that
/// nothing half-written stays behind.
///
/// The study file takes the place of the old one in a single step: whenever the run is stopped, one
/// of the two is whole.
struct StudyOutput {
  let target: URL
  let staging: URL
  /// The output folder, opened and locked for as long as this run lasts.
  private let lock: Int32

  /// Makes a staging folder beside `path`; removes one that an earlier crash left.
  ///
  /// The folder itself is locked, not a file in it: the lock goes with the process, however it ends,
  /// and leaves nothing behind.
  init(path: String) throws {
    target = URL(filePath: path, directoryHint: .isDirectory)
    staging = target.appending(path: ".perlemor-unfinished", directoryHint: .isDirectory)
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
      throw Failure(
        "\(path): cannot write there (it is a file, not a folder)"
          + "\n    → choose another folder with --out DIR")
    }
    do {
      try files.createDirectory(at: target, withIntermediateDirectories: true)
    } catch {
      throw Self.failure(path)
    }
    lock = open(target.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(lock)
      throw Failure(
        "\(path): another run is writing there now"
          + "\n    → wait until it is done, or choose another folder with --out DIR")
    }
    do {
      // What a run set aside when it was stopped between two steps of `commit`.
      if files.fileExists(atPath: setAside.path), !files.fileExists(atPath: published.path) {
        try files.moveItem(at: setAside, to: published)
      }
      try? files.removeItem(at: staging)
      for folder in ["published/reports", "published/charts"] {
        try files.createDirectory(
          at: staging.appending(path: folder), withIntermediateDirectories: true)
      }
      try files.createDirectory(
        at: staging.appending(path: "confidential"), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Self.failure(path)
    }
  }

  /// Why a folder cannot be made, in the words of the system.
  private static func failure(_ path: String) -> Failure {
    Failure(
      "\(path): cannot write there (\(String(cString: strerror(errno))))"
        + "\n    → choose another folder with --out DIR")
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

  private var published: URL { target.appending(path: "published") }
  private var setAside: URL { target.appending(path: ".perlemor-old-published") }

  /// Swaps the finished folders in for the old ones.
  func commit() throws {
    let files = FileManager.default
    do {
      try? files.removeItem(at: setAside)
      if files.fileExists(atPath: published.path) {
        try files.moveItem(at: published, to: setAside)
      }
      try files.moveItem(at: staging.appending(path: "published"), to: published)
      let confidential = target.appending(path: "confidential")
      let owner: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
      try files.createDirectory(
        at: confidential, withIntermediateDirectories: true, attributes: owner)
      try files.setAttributes(owner, ofItemAtPath: confidential.path)
      let study = confidential.appending(path: "study.sqlite").path
      guard rename(studyFile, study) == 0 else {
        throw Failure("\(study): cannot be written: \(String(cString: strerror(errno)))")
      }
      try? files.removeItem(at: setAside)
      try? files.removeItem(at: staging)
      release()
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure("\(target.path): cannot write there (\(error.localizedDescription))")
    }
  }

  /// Removes what was written so far, and the output folder where nothing else is in it.
  func abandon() {
    try? FileManager.default.removeItem(at: staging)
    rmdir(target.path)
    release()
  }

  private func release() { if lock >= 0 { close(lock) } }
}
