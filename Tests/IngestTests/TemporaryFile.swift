import Diagnostics
import Glibc
import Ingest
import Tabular

/// A file that is there while the test runs.
struct TemporaryFile: ~Copyable {
  let path: String

  init(_ bytes: [UInt8], name: String = "table") {
    path = "/tmp/perlemor-ingest-\(getpid())-\(UInt64.random(in: 0 ... .max))-\(name)"
    guard let file = fopen(path, "w") else { return }
    _ = fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  init(_ text: String) { self.init(Array(text.utf8)) }

  deinit { unlink(path) }

  /// Reads it under the name `t`.
  borrowing func read(
    _ overrides: FormatOverrides = FormatOverrides()
  ) throws(IngestError) -> ReadTable {
    try readTable(TableSource(path: path, displayName: "t", overrides: overrides))
  }
}

/// Reads bytes as a file.
func read(
  _ bytes: [UInt8], _ overrides: FormatOverrides = FormatOverrides()
) throws(IngestError) -> ReadTable {
  try TemporaryFile(bytes).read(overrides)
}

/// Reads a text as a file.
func read(
  _ text: String, _ overrides: FormatOverrides = FormatOverrides()
) throws(IngestError) -> ReadTable {
  try read(Array(text.utf8), overrides)
}

extension ReadTable {
  /// The cells row by row.
  var cells: [[String]] {
    (0..<table.rowCount).map { row in
      table.columns.map { column in
        if case .text(let text) = column { return text[row] }
        return "not text"
      }
    }
  }

  /// The codes of the diagnostics.
  var codes: [String] { diagnostics.all.map(\.code) }

  /// The value found for a subject.
  func found(_ subject: FormatFinding.Subject) -> String? {
    format.first { $0.what == subject }?.value
  }

  /// The confidence of what was found for a subject.
  func confidence(_ subject: FormatFinding.Subject) -> Double {
    format.first { $0.what == subject }?.confidence ?? .nan
  }
}

/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
