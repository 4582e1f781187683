import Diagnostics
import Glibc

/// The bytes of a file while it is open.
package struct FileContent {
  /// All bytes.
  package var bytes: UnsafeRawBufferPointer
  /// Whether they are the file itself, so that memory they take may be given back meanwhile.
  package var isMapped: Bool
}

/// The bytes of a file: read whole where small, mapped where large.
///
/// A small file is copied so that somebody saving it meanwhile cannot pull it from under the reader;
/// a large one would cost too much memory.
struct FileBytes: ~Copyable {
  private static let mapFrom = 16 << 20

  private let base: UnsafeMutableRawPointer?
  private let count: Int
  private let isMapped: Bool

  init(path: String, displayName: String) throws(IngestError) {
    let place = Diagnostic.Place(file: displayName)
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.failure(errno, place) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw IngestError(IngestCode.directory.diagnostic(at: place, "this is a folder"))
    }
    // Opening a named pipe would wait for ever.
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw IngestError(IngestCode.notAFile.diagnostic(at: place, "this is a device or a pipe"))
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(errno, place) }
    defer { close(descriptor) }
    guard fstat(descriptor, &status) == 0 else { throw Self.failure(errno, place) }
    let size = Int(status.st_size)
    if size == 0 {
      throw IngestError(IngestCode.emptyFile.diagnostic(at: place, "the file is empty"))
    }
    if size >= Self.mapFrom {
      guard let map = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), map != MAP_FAILED
      else { throw Self.failure(errno, place) }
      madvise(map, size, MADV_SEQUENTIAL)
      base = map
      count = size
      isMapped = true
      return
    }
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    var filled = 0
    while filled < size {
      let got = Glibc.read(descriptor, buffer + filled, size - filled)
      if got < 0, errno == EINTR { continue }
      if got < 0 {
        let code = errno
        buffer.deallocate()
        throw Self.failure(code, place)
      }
      if got == 0 { break }
      filled += got
    }
    base = buffer
    count = filled
    isMapped = false
  }

  deinit {
    if isMapped { munmap(base, count) } else { base?.deallocate() }
  }

  borrowing func withContent<Result>(
    _ body: (FileContent) throws(IngestError) -> Result
  ) throws(IngestError) -> Result {
    try body(
      FileContent(bytes: UnsafeRawBufferPointer(start: base, count: count), isMapped: isMapped))
  }

  private static func failure(_ code: Int32, _ place: Diagnostic.Place) -> IngestError {
    switch code {
    case ENOENT, ENOTDIR:
      IngestError(IngestCode.missingFile.diagnostic(at: place, "there is no such file"))
    case EACCES, EPERM:
      IngestError(IngestCode.noPermission.diagnostic(at: place, "reading it is not permitted"))
    default:
      IngestError(
        IngestCode.unreadableFile.diagnostic(
          at: place, "the system could not read it: \(String(cString: strerror(code)))"))
    }
  }
}
