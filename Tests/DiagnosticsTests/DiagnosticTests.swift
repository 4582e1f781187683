import Diagnostics
import Testing

struct DiagnosticTests {
  @Test func `the place stands first, then the finding, then what was expected`() {
    let found = Diagnostic(
      "data.off-scale", .warning,
      at: .init(file: "before.csv", line: 214, column: "trust_general"), "12 is not on the scale",
      expected: "0…10")
    #expect(
      found.description == "before.csv:214, trust_general: 12 is not on the scale (expected 0…10)")
    #expect(Diagnostic("x", .note, "nothing").description == "nothing")
    #expect(Diagnostic.Place(line: 3, position: 4).description == "line 3:4")
    #expect(Diagnostic.Place(column: "a").description == "a")
  }

  @Test func `the first of a kind are kept and the others counted`() {
    var list = DiagnosticList(keptPerKind: 2)
    for line in 1...7 {
      list.append(Diagnostic("a", .warning, at: .init(file: "f", line: line, column: "c"), "x"))
    }
    list.append(Diagnostic("a", .error, at: .init(file: "f", line: 1, column: "d"), "x"))
    #expect(list.all.count == 3)
    #expect(list.leftOut(like: list.all[0]) == 5)
    #expect(list.leftOut(like: list.all[2]) == 0)
    #expect(list.hasErrors)
    var other = DiagnosticList(keptPerKind: 2)
    other.append(contentsOf: list)
    #expect(other.leftOut(like: list.all[0]) == 5)
    #expect(DiagnosticList().gravest == nil)
  }

  @Test(
    arguments: [
      ("befor", "before"), ("tittle", "title"), ("BEFORE", "before"), ("xyz", nil),
      ("aftre", "after"),
    ] as [(String, String?)])
  func `the nearest candidate is suggested only where it is near`(word: String, expected: String?) {
    #expect(nearestCandidate(to: word, among: ["before", "after", "title"]) == expected)
  }
}
