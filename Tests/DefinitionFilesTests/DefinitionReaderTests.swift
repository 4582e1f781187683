import Diagnostics
import Testing

@testable import DefinitionFiles

private enum Fruit: String, CaseIterable { case apple, pear }

private func reader(_ text: String) throws -> DefinitionReader {
  var list = DiagnosticList()
  let node = parseDefinition(text: text, name: "a.yaml", into: &list)
  return DefinitionReader(try #require(node), faults: DefinitionFaults(file: "a.yaml"))
}

struct DefinitionReaderTests {
  @Test func `all faults of a file are found in one go`() throws {
    let reader = try reader(
      """
      size: twelve
      share: 1.5
      open: maybe
      day: 2025-02-29
      fruit: aple
      tittle: x
      names: {a: b}
      """)
    #expect(reader.string("title", required: true) == nil)
    #expect(reader.int("size") == nil)
    #expect(reader.double("share", in: 0...1) == nil)
    #expect(reader.bool("open") == nil)
    #expect(reader.date("day") == nil)
    #expect(reader.choice("fruit", of: Fruit.self) == nil)
    #expect(reader.strings("names") == nil)
    reader.finish()
    let found = reader.faults.list.all
    #expect(found.map(\.place.line) == [1, 1, 2, 3, 4, 5, 7, 6])
    #expect(found[5].hint == "did you mean apple?")
    #expect(found[7].code == "definition.unknown-key")
    #expect(found[7].hint == "did you mean title?")
    #expect(found[1].description == "a.yaml:1:7, size: found \"twelve\" (expected a whole number)")
  }

  @Test func `good values are read`() throws {
    let reader = try reader(
      """
      n: 12_000
      x: -2.5
      yes: no
      day: 2024-02-29
      fruit: pear
      one: solo
      many: [a, b]
      map: {b: 2, a: 1}
      list:
        - {k: 1}
        - {k: 2}
      """)
    #expect(reader.int("n") == 12_000)
    #expect(reader.double("x") == -2.5)
    #expect(reader.bool("yes") == false)
    #expect(reader.date("day") == "2024-02-29")
    #expect(reader.choice("fruit", of: Fruit.self) == .pear)
    #expect(reader.strings("one") == ["solo"])
    #expect(reader.strings("many") == ["a", "b"])
    #expect(reader.numbers("map")?.map(\.key) == ["b", "a"])
    #expect(reader.list("list")?.compactMap { $0.int("k") } == [1, 2])
    reader.finish()
    #expect(reader.faults.list.isEmpty)
  }

  @Test func `a value of the wrong shape names its path`() throws {
    let reader = try reader("a:\n  - {b: {c: [1]}}\n")
    let inner = reader.list("a")?.first?.map("b")
    #expect(inner?.string("c") == nil)
    let found = reader.faults.list.all
    #expect(found.first?.place.column == "a[1].b.c")
    #expect(found.first?.place.position == 13)
  }
}
