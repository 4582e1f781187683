import Foundation

/// One changing line on a terminal for work longer than a second; silent in a pipe.
final class Progress {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let began = Date()
  private var isShown = false

  /// Says what is being done now.
  func show(_ text: String) {
    guard isTerminal, Date().timeIntervalSince(began) > 1 else { return }
    isShown = true
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  /// Removes the line.
  func clear() {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }

  /// Seconds since the start.
  var seconds: Double { Date().timeIntervalSince(began) }
}
