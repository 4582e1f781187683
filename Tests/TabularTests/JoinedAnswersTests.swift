import Tabular
import Testing

@Suite struct JoinedAnswersTests {
  private let options = ["Sports club", "Choir, band or orchestra", "Choir", "Parish"]

  @Test("Google Forms joins with a comma, and an option with a comma stays whole")
  func google() {
    let split = splitJoined("Choir, band or orchestra, Parish", options: options)
    #expect(split.found == [1, 3])
    #expect(split.leftovers == [])
  }

  @Test("the longest option wins, but only up to a separator")
  func longestFirst() {
    #expect(splitJoined("Choir, Sports club", options: options).found == [0, 2])
    let split = splitJoined("Choirmaster, Choir", options: options)
    #expect(split.found == [2])
    #expect(split.leftovers == ["Choirmaster"])
  }

  @Test("Microsoft Forms ends with a semicolon")
  func microsoft() {
    let split = splitJoined("Parish;Sports club;Beekeepers;", options: options)
    #expect(split.found == [0, 3])
    #expect(split.leftovers == ["Beekeepers"])
  }

  @Test("KoboToolbox joins codes with spaces")
  func kobo() {
    let split = splitJoined("sport choir 99", options: ["choir", "parish", "sport", "spor"])
    #expect(split.found == [0, 2])
    #expect(split.leftovers == ["99"])
  }

  @Test("nothing ticked is nothing found")
  func empty() {
    #expect(splitJoined("", options: options).found == [])
    #expect(splitJoined(" ; ", options: options).leftovers == [])
    #expect(splitJoined("abc", options: []).leftovers == ["abc"])
  }
}
