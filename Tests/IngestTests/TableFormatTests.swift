import Glibc
import Ingest
import Testing

@Suite struct TableFormatTests {
  @Test("the list of formats equals the files on disk")
  func listEqualsFiles() throws {
    let parts = #filePath.split(separator: "/").dropLast(3)
    let folder = "/" + parts.joined(separator: "/") + "/Sources/Ingest/Formats"
    let directory = try #require(opendir(folder))
    defer { closedir(directory) }
    var names: Set<String> = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".swift") { names.insert(String(name.dropLast(6))) }
    }
    #expect(Set(tableFormats.map(\.name)) == names)
    #expect(tableFormats.count == names.count)
  }
}
