import Glibc

/// A file that is written beside its final place and then takes it in one step.
///
/// Whatever happens in the middle, the old file stays whole. Nobody but the owner may read it at any
/// time.
struct StudyFile {
  let path: String
  let folder: String
  /// Where the new file grows.
  let partialPath: String

  private static let partialMark = ".partial-"

  init(path: String) {
    self.path = path
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let name = parts.last.map(String.init) ?? path
    let parent = parts.dropLast().joined(separator: "/")
    folder = parts.count > 1 ? (parent.isEmpty ? "/" : parent) : "."
    let start = parts.count > 1 ? "\(parent)/" : ""
    partialPath = "\(start).\(name)\(Self.partialMark)\(getpid())"
  }

  /// Makes the folder where it is missing, clears what crashed runs left, and makes the empty file.
  func begin() throws(StudyStoreError) {
    if mkdir(folder, 0o700) != 0, errno != EEXIST { throw systemError("cannot make", folder) }
    removeLeftovers()
    unlink(partialPath)
    let file = open(partialPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw systemError("cannot write in", folder) }
    // The mask of the process can only take rights away; this gives back the owner's.
    fchmod(file, 0o600)
    close(file)
  }

  /// Brings the bytes to the disk and puts the file in its place.
  func finish() throws(StudyStoreError) {
    try synchronize(partialPath, O_RDWR)
    guard rename(partialPath, path) == 0 else { throw systemError("cannot replace", path) }
    try synchronize(folder, O_RDONLY | O_DIRECTORY)
  }

  func abandon() {
    unlink(partialPath)
    unlink(partialPath + "-journal")
  }

  private func synchronize(_ target: String, _ flags: Int32) throws(StudyStoreError) {
    let file = open(target, flags | O_CLOEXEC)
    guard file >= 0 else { throw systemError("cannot open", target) }
    defer { close(file) }
    // A folder on some network file systems cannot be synchronised; the rename stands all the same.
    guard fsync(file) == 0 || errno == EINVAL else { throw systemError("cannot save", target) }
  }

  /// Removes half-written files of this study whose writer is gone.
  private func removeLeftovers() {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let start = ".\(name)\(Self.partialMark)"
    var leftovers: [String] = []
    while let entry = readdir(directory) {
      let found = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard found.hasPrefix(start) else { continue }
      let digits = found.dropFirst(start.count).prefix { $0.isNumber }
      guard let writer = pid_t(digits) else { continue }
      if writer == getpid() || (kill(writer, 0) != 0 && errno == ESRCH) { leftovers.append(found) }
    }
    for leftover in leftovers { unlink("\(folder)/\(leftover)") }
  }

  func systemError(_ what: String, _ target: String) -> StudyStoreError {
    let code = errno
    let denied = code == EACCES || code == EPERM || code == EROFS
    let hint =
      switch code {
      case EACCES, EPERM:
        "Choose another folder with --out, or ask its owner for the right to write"
      case EROFS: "The file system is read-only: choose another folder with --out"
      case ENOSPC, EDQUOT: "The disk is full: make room and run again; the old file is untouched"
      case ENOENT: "Make the folder above it first, or choose another with --out"
      case ENOTDIR: "A part of the path is a file, not a folder: choose another with --out"
      default: "The old file is untouched"
      }
    return StudyStoreError(
      path: path, kind: denied ? .permission : .cannotWrite,
      finding: "\(what) \(target): \(String(cString: strerror(code)))", hint: hint)
  }
}
