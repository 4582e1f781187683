import Diagnostics
import Glibc
import Ingest
import Testing

/// `SampleData/malformed` beside the package.
private let folder: String = {
  var parts = #filePath.split(separator: "/").dropLast(3)
  parts.append("SampleData")
  parts.append("malformed")
  return "/" + parts.joined(separator: "/")
}()

private struct Expected {
  var file: String
  var code: String
  var line: Int?
  var column: String?
  var severity: String
}

private func expectations() throws -> [Expected] {
  let file = try #require(fopen(folder + "/expected.tsv", "r"))
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = fread(&bytes, 1, bytes.count, file)
  let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    .filter { !$0.hasPrefix("#") }.dropFirst()
  return try lines.map { line in
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    try #require(cells.count == 5, "\(line)")
    return Expected(
      file: cells[0], code: cells[1], line: Int(cells[2]),
      column: cells[3] == "-" ? nil : cells[3], severity: cells[4])
  }
}

private func filesOnDisk() throws -> Set<String> {
  let directory = try #require(opendir(folder))
  defer { closedir(directory) }
  var names: Set<String> = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    if !name.hasPrefix("."), name.contains("csv") || name.contains("xlsx") { names.insert(name) }
  }
  return names
}

private func diagnostics(_ path: String, _ name: String) -> [Diagnostic] {
  do {
    return try readTable(TableSource(path: path, displayName: name)).diagnostics.all
  } catch {
    return error.diagnostics.all
  }
}

@Suite struct MalformedSampleTests {
  @Test("every file gives the diagnostic of its mistake, at its place, and no other error")
  func eachFile() throws {
    for expected in try expectations() {
      let found = diagnostics(folder + "/" + expected.file, expected.file)
      let match = found.first { $0.code == expected.code }
      #expect(match != nil, "\(expected.file): \(found)")
      #expect(match?.place.file == expected.file)
      #expect(match?.place.line == expected.line, "\(expected.file): \(found)")
      #expect(match?.place.column == expected.column, "\(expected.file): \(found)")
      #expect(match.map { "\($0.severity)" } == expected.severity, "\(expected.file)")
      let others = found.filter { $0.severity == .error && $0.code != expected.code }
      #expect(others.isEmpty, "\(expected.file): \(others)")
    }
  }

  @Test("the list names every file, and every file is in the list")
  func listIsComplete() throws {
    #expect(try Set(expectations().map(\.file)) == filesOnDisk())
  }

  @Test("every code is explained, and those that tell what to do end without a full stop")
  func codesAreExplained() {
    for code in IngestCode.allCases {
      #expect(code.explanation.hasSuffix("."), "\(code.rawValue)")
      #expect(code.rawValue.split(separator: ".").count == 2)
    }
    #expect(Set(IngestCode.allCases.map(\.rawValue)).count == IngestCode.allCases.count)
  }

  @Test("files that are not there, may not be read or are folders are named")
  func files() {
    #expect(diagnostics("/nowhere/a.csv", "a.csv").map(\.code) == ["file.missing"])
    #expect(diagnostics("/tmp", "tmp").map(\.code) == ["file.directory"])
    #expect(diagnostics("/dev/null", "null").map(\.code) == ["file.not-a-file"])
    let locked = TemporaryFile("a;b\n1;2\n")
    chmod(locked.path, 0)
    // The superuser may read everything.
    if geteuid() != 0 {
      #expect(diagnostics(locked.path, "t").map(\.code) == ["file.no-permission"])
    }
  }

  @Test("a line of two gigabytes stops the reader at once, without taking the memory")
  func hugeLine() throws {
    let file = TemporaryFile("id;name\n1;a\n")
    #expect(truncate(file.path, 2 << 30) == 0)
    let before = residentBytes()
    let found = diagnostics(file.path, "t")
    #expect(found.map(\.code) == ["csv.line-too-long"])
    #expect(residentBytes() - before < 600 << 20)
  }
}

/// Peak memory of the process, in bytes.
private func residentBytes() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss * 1024
}
