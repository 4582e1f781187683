import SurveyStatistics
import Testing

@Suite struct ContrastExpressionTests {
  private let names = ["A:before", "A:after", "B:before", "B:after"]

  private static let contrasts: [(String, [Double])] = [
    ("A:after - A:before", [-1, 1, 0, 0]),
    ("(A:after - A:before) - (B:after - B:before)", [-1, 1, 1, -1]),
    ("-A:after", [0, -1, 0, 0]),
    ("+ A:after", [0, 1, 0, 0]),
    ("2*A:after − 0.5 · (B:before + B:after)", [0, 2, -0.5, -0.5]),
    ("2 A:after-3(B:after)", [0, 2, 0, -3]),
    ("(A:before + A:after + 2*B:before)/4 - B:after", [0.25, 0.25, 0.5, -1]),
    ("((A:after)) * 4 / 2", [0, 2, 0, 0]),
    ("A:after - 'B:after'", [0, 1, 0, -1]),
    ("A:after + A:after - A:before", [-1, 2, 0, 0]),
  ]

  @Test(arguments: contrasts)
  func `sums of names with numbers and brackets`(_ text: String, _ expected: [Double]) throws {
    #expect(try ContrastExpression(text, names: names).coefficients == expected)
  }

  @Test func `names may hold spaces, hyphens and digits, and the longest fits`() throws {
    let names = ["Nord", "Nord-Ost", "1001", "100", "Nord Hafen"]
    #expect(
      try ContrastExpression("Nord-Ost - Nord", names: names).coefficients == [-1, 1, 0, 0, 0])
    #expect(
      try ContrastExpression("1001 - 100", names: names).coefficients == [0, 0, 1, -1, 0])
    #expect(
      try ContrastExpression("2*1001 - Nord Hafen", names: names).coefficients == [0, 0, 2, 0, -1])
    // In quotes the shorter name is meant.
    #expect(
      try ContrastExpression("'Nord'-1001", names: names).coefficients == [1, 0, -1, 0, 0])
  }

  private static let faults: [(String, String)] = [
    ("", "character 1: expected a name"),
    ("A:after -", "character 10: expected a name"),
    ("A:after - C", "character 11: \"C\" is not one of A:before, A:after, B:before, B:after"),
    ("(A:after", "character 9: expected )"),
    ("A:after) ", "character 8: expected +, - or the end"),
    ("A:after / 0", "character 12: expected a number other than zero"),
    ("A:after * A:before", "character 11: expected a number"),
    ("3", "character 2: expected a name"),
    ("'A:after", "character 9: expected '"),
    ("A:after - A:after", "nothing is left of the contrast"),
    ("A:afterwards", "character 1: \"A:afterwards\" is not one of"),
  ]

  @Test(arguments: faults)
  func `what is no contrast is told with its place`(_ text: String, _ expected: String) {
    do {
      _ = try ContrastExpression(text, names: names)
      Issue.record("\(text) was read")
    } catch {
      #expect(error.description.hasPrefix(expected), "\(error)")
    }
  }

  @Test func `brackets without end are refused before the stack ends`() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: ContrastExpressionError.self) { try ContrastExpression(text, names: names) }
    #expect(throws: ContrastExpressionError.self) { try ContrastExpression("A", names: []) }
  }
}
