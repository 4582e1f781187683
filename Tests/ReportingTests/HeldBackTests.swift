import Reporting
import SocialIndicators
import Testing
import Typesetting

struct HeldBackTests {
  private static func rows(_ study: InventedStudy) throws -> [[String]] {
    for block in try ReportFixture.report(study).document.blocks {
      if case .table(let table) = block, table.id == "table-withheld" { return table.rows }
    }
    return []
  }

  @Test func `what is held back alike stands in one row`() throws {
    let rows = try Self.rows(.made())
    #expect(rows.contains(["Whole town", "Trust in newcomers", "everything", "under 30 answers"]))
    #expect(
      rows.contains([
        "Danish and Other", "Trust in most people", "everything", "under 30 answers",
      ]))
    #expect(Set(rows.map { $0.dropFirst() }).count == rows.count)
  }

  @Test func `many groups of many measures never fill a page`() throws {
    var study = InventedStudy()
    for measure in 0..<12 {
      study.survey("m\(measure)", "Measure \(measure)", "culture", .share, 0.3, 0.4, 0.1, .rose)
      for group in 0..<20 where (group + measure) % 3 != 0 {
        study.survey(
          "m\(measure)", "Measure \(measure)", "culture", .share, 0.3, 0.4, 0.1, .cannotTell,
          group: IndicatorResult.Group(
            variable: "Street", level: "\(group)", label: "Street \(group)"),
          respondents: 20 + group % 4)
      }
    }
    let rows = try Self.rows(study)
    #expect(!rows.isEmpty && rows.count <= 14, "\(rows.count)")
  }
}
